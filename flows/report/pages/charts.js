// Charts over time (uPlot) and bars in tables; every chart has its table behind it.
"use strict";
(() => {
  const { el } = wiremill;
  const DAY = 86400;
  const toSeconds = (day) => Date.parse(`${day}T00:00:00Z`) / 1000;
  const toDay = (seconds) => new Date(seconds * 1000).toISOString().slice(0, 10);

  // A box that draws when it is on the page, and again when its width changes.
  const frame = (label, height, draw) => {
    const box = el("div", { class: "chart", role: "img", "aria-label": label });
    box.style.minHeight = `${height}px`;
    let drawn = null, width = 0;
    const fit = async () => {
      await wiremill.vendor("uPlot.iife.min.js");
      const now = Math.floor(box.clientWidth);
      if (!now || now === width) return;
      width = now;
      if (drawn) drawn.destroy();
      drawn = draw(box, width, height);
    };
    const watch = new ResizeObserver(fit);
    watch.observe(box);
    return box;
  };

  const axis = (extra = {}) => ({
    stroke: wiremill.colour("--soft"), font: "12px system-ui, sans-serif",
    grid: { stroke: wiremill.colour("--line"), width: 1 }, ticks: { stroke: wiremill.colour("--line"), width: 1 }, ...extra,
  });

  // Days on the axis: "4 Mar", "Mar", "2024" as the steps ask, with the year where it begins.
  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const spellDays = (u, splits, axisNumber, space, step) => {
    let shown = null;
    return splits.map((seconds) => {
      const date = new Date(seconds * 1000), year = date.getUTCFullYear();
      if (step < DAY && seconds % DAY) return "";
      if (step >= 360 * DAY) return String(year);
      const text = step >= 28 * DAY ? MONTHS[date.getUTCMonth()] : `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
      const below = year === shown ? "" : `\n${year}`;
      shown = year;
      return text + below;
    });
  };

  // What stands under the pointer is said in a box beside it; the legend only names colours.
  const point = (u) => {
    const place = u.cursor.idx, frame = u.over.getBoundingClientRect();
    if (place === null || place === undefined || u.cursor.left < 0) return wiremill.hideHint();
    const lines = u.series.slice(1).map((series, at) => [series.label, series.value(u, u.data[at + 1][place], at + 1, place)]).filter(([, text]) => text !== "–");
    wiremill.showHint({ clientX: frame.left + u.cursor.left, clientY: frame.top + u.cursor.top }, el("strong", { text: toDay(u.data[0][place]) }),
      ...lines.map(([name, text]) => el("div", { dir: "auto", text: `${name}: ${text}` })));
  };

  const make = (box, width, height, data, series, extra = {}) => {
    const chart = new uPlot({
      width, height, series: [{ label: "day" }, ...series], tzDate: (s) => uPlot.tzDate(new Date(s * 1e3), "Etc/UTC"),
      cursor: { drag: { x: false, y: false } }, ...extra,
      legend: { show: series.length > 1, live: false, markers: { width: 0, fill: (u, at) => (at ? series[at - 1].paint : "none") } },
      hooks: { ...extra.hooks, setCursor: [point] },
    }, data, box);
    chart.over.addEventListener("mouseleave", wiremill.hideHint);
    const named = [...box.querySelectorAll(".u-series")];
    series.forEach((one, at) => one.isUnnamed && named[at]?.remove());
    return chart;
  };

  // Buckets without gaps, so that bars keep their width: by day, week or month as the span asks.
  const buckets = (days, isByWeek = false) => {
    const sorted = [...days].sort();
    const first = sorted[0], last = sorted[sorted.length - 1];
    const span = (toSeconds(last) - toSeconds(first)) / DAY;
    const unit = span <= 100 && !isByWeek ? "day" : span <= 730 ? "week" : "month";
    const start = (day) => {
      if (unit === "day") return day;
      if (unit === "month") return `${day.slice(0, 7)}-01`;
      const seconds = toSeconds(day);
      return toDay(seconds - ((Math.floor(seconds / DAY) + 3) % 7) * DAY);
    };
    const next = (day) => {
      const date = new Date(`${day}T00:00:00Z`);
      if (unit === "month") date.setUTCMonth(date.getUTCMonth() + 1);
      else date.setUTCDate(date.getUTCDate() + (unit === "day" ? 1 : 7));
      return date.toISOString().slice(0, 10);
    };
    const all = [];
    for (let day = start(first); day <= start(last); day = next(day)) all.push(day);
    while (all.length < 5) all.push(next(all[all.length - 1]));
    return { unit, start, all };
  };

  // layers: [{label, colour, counts: Map(bucket -> number)}], drawn upwards one on the other; `down` below zero.
  const bars = ({ label, all, up, down = [], height = 220 }) =>
    frame(label, height, (box, width) => {
      const data = [all.map(toSeconds)], series = [];
      const stack = (layers, sign) => {
        const sums = all.map(() => 0), made = [];
        for (const layer of layers) {
          all.forEach((day, place) => (sums[place] += layer.counts.get(day) || 0));
          made.unshift({ layer, values: sums.map((sum) => (sum ? sign * sum : null)) });
        }
        for (const { layer, values } of made) {
          data.push(values);
          series.push({
            label: layer.label, paint: wiremill.colour(layer.colour), fill: wiremill.colour(layer.colour), stroke: wiremill.colour(layer.colour), width: 0,
            paths: uPlot.paths.bars({ size: [0.8, 40, 1] }), points: { show: false },
            value: (u, y, s, place) => (place === null || place === undefined ? "–" : layer.counts.get(all[place]) || 0),
          });
        }
      };
      stack(up, 1);
      stack(down, -1);
      const whole = (u, values) => values.map((value) => (Number.isInteger(value) ? Math.abs(value).toLocaleString("en") : ""));
      return make(box, width, height, data, series, {
        axes: [axis({ values: spellDays }), axis({ size: 44, values: whole })],
        scales: { x: { range: [data[0][0] - (data[0][1] - data[0][0]) / 2, data[0][all.length - 1] + (data[0][1] - data[0][0]) / 2] }, y: { range: (u, low, high) => [down.length ? Math.min(low ?? 0, -1) * 1.15 : 0, Math.max(high ?? 0, 1) * 1.15] } },
      });
    });

  // Points with ranges: [{day, value, high}] in groups [{label, points}].
  const COLOURS = ["--q2", "--q4", "--figure-ink", "--time-ink", "--quote-ink", "--actor-ink"];
  const points = ({ label, groups, height = 280 }) =>
    frame(label, height, (box, width) => {
      const days = [...new Set(groups.flatMap((group) => group.points.map((point) => point.day)))].sort();
      const place = new Map(days.map((day, number) => [day, number]));
      const columns = [], ranges = [];
      groups.forEach((group, number) => {
        const perDay = new Map();
        for (const point of group.points) perDay.set(point.day, [...(perDay.get(point.day) || []), point]);
        const most = Math.max(...[...perDay.values()].map((found) => found.length));
        for (let layer = 0; layer < most; layer++) {
          const values = days.map(() => null);
          for (const [day, found] of perDay) if (found[layer]) {
            values[place.get(day)] = found[layer].value;
            if (found[layer].high !== null) ranges.push({ ...found[layer], colour: COLOURS[number % COLOURS.length] });
          }
          columns.push({ values, label: group.label, colour: COLOURS[number % COLOURS.length], isLine: !layer });
        }
      });
      const drawRanges = (u) => {
        u.ctx.save();
        u.ctx.lineWidth = 3 * devicePixelRatio;
        for (const range of ranges) {
          const x = u.valToPos(toSeconds(range.day), "x", true);
          u.ctx.strokeStyle = wiremill.colour(range.colour);
          u.ctx.beginPath();
          u.ctx.moveTo(x, u.valToPos(range.value, "y", true));
          u.ctx.lineTo(x, u.valToPos(range.high, "y", true));
          u.ctx.stroke();
        }
        u.ctx.restore();
      };
      const highs = groups.flatMap((group) => group.points.flatMap((point) => [point.value, point.high ?? point.value]));
      const low = Math.min(0, ...highs), high = Math.max(...highs, low + 1);
      const short = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 2 });
      const pad = days.length > 1 ? (toSeconds(days[days.length - 1]) - toSeconds(days[0])) * 0.05 : 30 * DAY;
      return make(box, width, height, [days.map(toSeconds), ...columns.map((column) => column.values)],
        columns.map((column) => ({
          label: column.label, isUnnamed: !column.isLine, paint: wiremill.colour(column.colour), stroke: wiremill.colour(column.colour), width: column.isLine ? 1.5 : 0, spanGaps: true,
          points: { show: true, size: 9, fill: wiremill.colour(column.colour) }, value: (u, y) => (y === null || y === undefined ? "–" : Number(y).toLocaleString("en")),
        })), {
          axes: [axis({ values: spellDays }), axis({ size: 64, values: (u, values) => values.map((value) => short.format(value)) })],
          scales: { y: { range: [low, high + (high - low) * 0.1] }, x: { range: [toSeconds(days[0]) - pad, toSeconds(days[days.length - 1]) + pad] } },
          hooks: { draw: [drawRanges] },
        });
    });

  // A number with a bar behind it, for table cells.
  const meter = (value, most, colour = "--q1") => {
    const bar = el("span", { class: "bar", "aria-hidden": "true" });
    bar.style.width = `${most ? Math.round((100 * value) / most) : 0}%`;
    bar.style.background = `var(${colour})`;
    return el("span", { class: "meter" }, bar, el("span", { text: wiremill.number(value) }));
  };

  const behind = (title, table) => el("details", { class: "behind" }, el("summary", { text: title }), table);

  wiremill.charts = { bars, points, buckets, meter, behind, toSeconds, toDay };
})();
