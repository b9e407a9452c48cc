// A map of places: countries drawn on a canvas, one circle a place.
"use strict";
(() => {
  const { el } = wiremill;
  const NORTH = 80, SOUTH = -57;

  const outlines = () => {
    const atlas = wiremill.parts.atlas;
    return topojson.feature(atlas, atlas.objects.countries).features.flatMap(({ geometry }) =>
      geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat());
  };

  const crosses = (ring) => ring.some((point, place) => place && Math.abs(point[0] - ring[place - 1][0]) > 180);

  wiremill.map = (places, onPick) => {
    const canvas = el("canvas", { class: "map", role: "img", "aria-label": `Map of ${places.length} places of events; the table below lists them.` });
    const box = el("div", { class: "mapbox" }, canvas);
    const most = Math.max(1, ...places.map((place) => place.event_count));
    let dots = [], width = 0;

    const draw = async () => {
      const now = Math.floor(box.clientWidth);
      if (!now || now === width) return;
      width = now;
      await wiremill.load("atlas");
      const height = Math.round((width * (NORTH - SOUTH)) / 360), ratio = window.devicePixelRatio || 1;
      canvas.width = width * ratio;
      canvas.height = height * ratio;
      canvas.style.height = `${height}px`;
      const at = (longitude, latitude) => [((longitude + 180) / 360) * width, ((NORTH - latitude) / (NORTH - SOUTH)) * height];
      const pen = canvas.getContext("2d");
      pen.scale(ratio, ratio);
      pen.fillStyle = wiremill.colour("--land");
      pen.strokeStyle = wiremill.colour("--card");
      pen.lineWidth = 0.6;
      for (const ring of outlines()) {
        if (crosses(ring)) continue;
        pen.beginPath();
        ring.forEach((point, place) => (place ? pen.lineTo(...at(...point)) : pen.moveTo(...at(...point))));
        pen.closePath();
        pen.fill();
        pen.stroke();
      }
      dots = places.map((place) => {
        const [x, y] = at(place.longitude, place.latitude);
        return { x, y, radius: 4 + 12 * Math.sqrt(place.event_count / most), place };
      });
      for (const { x, y, radius, place } of dots) {
        pen.beginPath();
        pen.arc(x, y, radius, 0, 2 * Math.PI);
        pen.globalAlpha = 0.75;
        pen.fillStyle = wiremill.colour(place.conflict_count * 2 > place.event_count ? "--q4" : "--q2");
        pen.fill();
        pen.globalAlpha = 1;
        pen.strokeStyle = wiremill.colour("--card");
        pen.lineWidth = 1.5;
        pen.stroke();
      }
    };

    const near = (event) => {
      const frame = canvas.getBoundingClientRect();
      const x = event.clientX - frame.left, y = event.clientY - frame.top;
      return [...dots].reverse().find((dot) => Math.hypot(dot.x - x, dot.y - y) <= dot.radius + 2);
    };
    canvas.addEventListener("mousemove", (event) => {
      const dot = near(event);
      canvas.classList.toggle("picks", Boolean(dot));
      if (!dot) return wiremill.hideHint();
      const { place } = dot;
      wiremill.showHint(event, el("strong", { text: place.place, dir: "auto" }),
        el("div", { text: `${place.event_count} events, ${place.conflict_count} of conflict` }));
    });
    canvas.addEventListener("mouseleave", wiremill.hideHint);
    canvas.addEventListener("click", (event) => {
      const dot = near(event);
      if (dot) onPick(dot.place);
    });
    new ResizeObserver(draw).observe(box);
    return box;
  };
})();
