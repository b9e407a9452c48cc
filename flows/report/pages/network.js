// Who deals with whom: a network of actors, its edges coloured by quad class (cytoscape).
"use strict";
(() => {
  const { el } = wiremill;
  const MOST_NODES = 24;

  // Pairs of actors with the events between them; a meeting counts once for each pair.
  wiremill.findPairs = (events) => {
    const pairs = new Map();
    for (const event of events) {
      const seen = new Set();
      for (const one of event.actors) for (const other of event.recipients.length ? event.recipients : event.actors) {
        if (!one || !other || one === other) continue;
        const key = [one.actor_id, other.actor_id].sort().join("|") + `|${event.quad_class}`;
        if (seen.has(key)) continue;
        seen.add(key);
        const pair = pairs.get(key) || { one, other, quad_class: event.quad_class, groups: new Set(), example: event };
        pair.groups.add(event.event_group_id);
        pairs.set(key, pair);
      }
    }
    return [...pairs.values()].map((pair) => ({ ...pair, event_count: pair.groups.size }))
      .sort((a, b) => b.event_count - a.event_count || a.one.actor_id.localeCompare(b.one.actor_id));
  };

  const chooseNodes = (pairs, centre) => {
    const weights = new Map();
    for (const pair of pairs) for (const actor of [pair.one, pair.other])
      weights.set(actor, (weights.get(actor) || 0) + pair.event_count + (actor === centre ? 1e6 : 0));
    return [...weights].sort((a, b) => b[1] - a[1] || a[0].actor_id.localeCompare(b[0].actor_id))
      .slice(0, MOST_NODES).map(([actor]) => actor);
  };

  // Names, dots and lines keep their size, however far the layout had to be shrunk to fit.
  const readable = (drawn) => {
    const zoom = drawn.zoom();
    drawn.nodes().style({ "font-size": 11 / zoom, width: 14 / zoom, height: 14 / zoom, "text-margin-y": (node) => (node.hasClass("left") || node.hasClass("right") ? 0 : 3 / zoom) });
    drawn.nodes(".centre").style({ width: 24 / zoom, height: 24 / zoom });
    drawn.edges().forEach((edge) => edge.style("width", edge.data("width") / zoom));
  };

  const shorten = (name) => (name.length > 28 ? `${name.slice(0, 27)}…` : name);

  const style = () => [
    { selector: "node", style: {
      label: "data(label)", color: wiremill.colour("--ink"), "font-size": 11, "background-color": wiremill.colour("--soft"),
      width: 14, height: 14, "text-valign": "bottom", "text-margin-y": 3, "font-family": "system-ui, sans-serif",
      "text-background-color": wiremill.colour("--card"), "text-background-opacity": 0.75, "text-background-padding": 1 } },
    { selector: "node.country", style: { shape: "round-rectangle", "background-color": wiremill.colour("--actor-ink") } },
    { selector: "node.centre", style: { width: 24, height: 24, "font-weight": "bold", "background-color": wiremill.colour("--accent") } },
    { selector: "node.right", style: { "text-halign": "right", "text-valign": "center", "text-margin-y": 0, "text-margin-x": 4 } },
    { selector: "node.left", style: { "text-halign": "left", "text-valign": "center", "text-margin-y": 0, "text-margin-x": -4 } },
    { selector: "edge", style: { width: "data(width)", "curve-style": "bezier", "line-color": "data(colour)", opacity: 0.85 } },
    { selector: "edge.conflict", style: { "line-style": "dashed" } },
  ];

  const SPREAD = { name: "cose", animate: false, randomize: false, padding: 24, nodeDimensionsIncludeLabels: true,
    nodeRepulsion: () => 60000, nodeOverlap: 40, idealEdgeLength: () => 90, componentSpacing: 90, gravity: 0.6 };

  // Partners on an ellipse around an actor, the strongest on top.
  const surround = (nodes, centre, box) => {
    const others = nodes.filter((actor) => actor !== centre), places = { [centre.actor_id]: { x: 0, y: 0 } };
    others.forEach((actor, number) => {
      const angle = (2 * Math.PI * number) / others.length - Math.PI / 2;
      places[actor.actor_id] = { x: Math.cos(angle) * box.clientWidth * 0.34, y: Math.sin(angle) * box.clientHeight * 0.4 };
    });
    return { name: "preset", positions: (node) => places[node.id()], fit: true, padding: 26 };
  };

  wiremill.network = (pairs, centre = null) => {
    const nodes = chooseNodes(pairs, centre), kept = new Set(nodes);
    const edges = pairs.filter((pair) => kept.has(pair.one) && kept.has(pair.other));
    const box = el("div", { class: "network", role: "img", "aria-label": `Network of ${nodes.length} actors; the table lists the pairs.` });
    const ring = centre ? nodes.filter((actor) => actor !== centre) : [];
    const side = (actor) => {
      const turn = ring.indexOf(actor) / ring.length;
      return turn > 0.08 && turn < 0.42 ? " right" : turn > 0.58 && turn < 0.92 ? " left" : "";
    };
    const elements = [
      ...nodes.map((actor) => ({
        data: { id: actor.actor_id, label: shorten(actor.name) },
        classes: (actor === centre ? "centre " : "") + actor.type + side(actor),
      })),
      ...edges.map((pair, number) => ({
        data: { id: `edge${number}`, source: pair.one.actor_id, target: pair.other.actor_id,
          width: 1.5 + Math.min(6, 1.5 * Math.log2(pair.event_count + 1)), colour: wiremill.colour(`--q${pair.quad_class}`) },
        classes: pair.quad_class > 2 ? "conflict" : "",
      })),
    ];
    const watch = new ResizeObserver(async () => {
      if (!box.clientWidth) return;
      watch.disconnect();
      await wiremill.vendor("cytoscape.min.js");
      const drawn = cytoscape({ container: box, elements, style: style(), layout: { name: "circle" }, userZoomingEnabled: false, minZoom: 0.2, maxZoom: 1.6 });
      drawn.layout(centre ? surround(nodes, centre, box) : SPREAD).run();
      readable(drawn);
      drawn.on("tap", "node", (event) => (location.hash = wiremill.route("actor", event.target.id())));
      box.cytoscape = drawn;
    });
    watch.observe(box);
    return box;
  };

  wiremill.quadLegend = () => el("ul", { class: "legend" }, [1, 2, 3, 4].map((quad) =>
    el("li", {}, el("span", { class: `dot q${quad}`, "aria-hidden": "true" }), el("span", { text: wiremill.QUADS[quad] }))));
  wiremill.QUADS = { 1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict" };
})();
