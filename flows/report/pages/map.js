// A map of places: countries drawn on a canvas, one circle a place.
"use strict";
(() => {
  const { el } = wiremill;
  const RATIO = 2.4, LEAST = 50, WORLD = 366;

  // The part of the world that holds all places, some land around them.
  const frame = (places) => {
    const [west, east] = [Math.min(...places.map((place) => place.longitude)), Math.max(...places.map((place) => place.longitude))];
    const [south, north] = [Math.min(...places.map((place) => place.latitude)), Math.max(...places.map((place) => place.latitude))];
    const wide = Math.max(LEAST, (east - west) * 1.2 + 8, ((north - south) * 1.2 + 8) * RATIO);
    if (wide >= 300) return { west: -WORLD / 2, north: 84, wide: WORLD };
    const middle = Math.min(84 - wide / RATIO / 2, Math.max(-60 + wide / RATIO / 2, (north + south) / 2));
    return { west: (east + west) / 2 - wide / 2, north: middle + wide / RATIO / 2, wide };
  };

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
      await Promise.all([wiremill.load("atlas"), wiremill.vendor("topojson-client.min.js")]);
      const seen = frame(places), height = Math.round(width / RATIO), ratio = window.devicePixelRatio || 1;
      canvas.width = width * ratio;
      canvas.height = height * ratio;
      canvas.style.height = `${height}px`;
      const at = (longitude, latitude) => [((longitude - seen.west) / seen.wide) * width, ((seen.north - latitude) / seen.wide) * width];
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
        return { x, y, radius: 4 + 10 * Math.sqrt(place.event_count / most), place };
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
