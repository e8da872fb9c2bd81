// Plots over time, in SVG.

import { h, s, show } from "./dom.js";
import { clock } from "./format.js";

const LEFT = 38;
const BOTTOM = 20;
const TOP = 6;

/**
 * One plot in an element.
 *
 * @param options.series [{name, kind, value(moment)}]; a value below 0 is unknown
 * @param options.stacked whether values are put on top of each other
 * @param options.top the least upper end of the scale, from the largest value
 * @param options.label a value as text
 */
export function plot(element, options) {
  let moments = [];
  let from = 0;
  let to = 1;
  let chosen = -1;

  element.tabIndex = 0;
  element.addEventListener("pointermove", event => choose(nearest(event.clientX - element.getBoundingClientRect().left)));
  element.addEventListener("pointerleave", () => choose(-1));
  element.addEventListener("blur", () => choose(-1));
  element.addEventListener("keydown", event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step && moments.length) {
      event.preventDefault();
      choose(Math.min(moments.length - 1, Math.max(0, (chosen < 0 ? moments.length - 1 : chosen) + step)));
    }
  });
  new ResizeObserver(draw).observe(element);

  function choose(index) {
    if (index !== chosen) {
      chosen = index;
      draw();
    }
  }

  function nearest(x) {
    const time = from + (x - LEFT) / Math.max(1, element.clientWidth - LEFT) * (to - from);
    let best = -1;
    moments.forEach((moment, i) => {
      if (best < 0 || Math.abs(moment.at - time) < Math.abs(moments[best].at - time)) {
        best = i;
      }
    });
    return best;
  }

  function draw() {
    const width = element.clientWidth;
    const height = element.clientHeight;
    if (!width) {
      return;
    }
    if (moments.length < 2) {
      show(element, h("p", { class: "none" }, "The first points come in a few seconds."));
      return;
    }
    const top = options.top(Math.max(...moments.map(highest)));
    const x = time => LEFT + (time - from) / (to - from) * (width - LEFT);
    const y = value => TOP + (1 - value / top) * (height - TOP - BOTTOM);
    const marks = [0, top / 2, top].map(value => [
      s("line", { class: "grid", x1: LEFT, x2: width, y1: y(value), y2: y(value) }),
      Number.isInteger(value) ? s("text", { x: LEFT - 8, y: y(value) + 4, "text-anchor": "end" }, options.label(value)) : [],
    ]);
    const svg = s("svg", { role: "img", "aria-label": summary() }, marks, times(x, width, height), shapes(x, y), cross(x, height));
    show(element, svg, tip());
  }

  function highest(moment) {
    const values = options.series.map(series => Math.max(0, series.value(moment)));
    return options.stacked ? values.reduce((a, b) => a + b, 0) : Math.max(...values);
  }

  function times(x, width, height) {
    const steps = [60, 300, 600, 900, 1800, 3600, 7200, 14400, 21600];
    const step = steps.find(candidate => (width - LEFT) / ((to - from) / candidate) >= 70) ?? 43200;
    const texts = [];
    const offset = new Date(to * 1000).getTimezoneOffset() * 60;
    for (let time = Math.ceil((from - offset) / step) * step + offset; time <= to; time += step) {
      if (x(time) > LEFT + 14 && x(time) < width - 16) {
        const text = new Date(time * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
        texts.push(s("text", { x: x(time), y: height - 4, "text-anchor": "middle" }, text));
      }
    }
    return texts;
  }

  /** Runs of moments without a hole: nobody knows what was while the head was away. */
  function runs(series) {
    const all = [];
    let last = null;
    for (const moment of moments) {
      if (series.value(moment) < 0) {
        last = null;
        continue;
      }
      const hole = to - moment.at > 3700 ? 400 : 20;
      if (!last || moment.at - last.at > hole) {
        all.push([]);
      }
      all.at(-1).push(moment);
      last = moment;
    }
    return all;
  }

  function shapes(x, y) {
    const below = new Map(moments.map(moment => [moment, 0]));
    return options.series.flatMap(series => runs(series).flatMap(run => {
      if (options.stacked) {
        const upper = run.map(moment => [x(moment.at), y(below.get(moment) + series.value(moment))]);
        const lower = run.map(moment => [x(moment.at), y(below.get(moment))]);
        run.forEach(moment => below.set(moment, below.get(moment) + series.value(moment)));
        return [s("path", { class: `stack ${series.kind}`, d: `M${steps(upper)}L${steps(lower).split("L").reverse().join("L")}Z` })];
      }
      const line = run.map(moment => [x(moment.at), y(Math.max(0, series.value(moment)))]);
      const base = `L${line.at(-1)[0]},${y(0)}L${line[0][0]},${y(0)}Z`;
      return [
        s("path", { class: `area ${series.kind}`, d: `M${path(line)}${base}` }),
        s("path", { class: `line ${series.kind}`, d: `M${path(line)}` }),
      ];
    }));
  }

  function path(points) {
    return points.map(([a, b]) => `${a.toFixed(1)},${b.toFixed(1)}`).join("L");
  }

  /** A number of nodes jumps; it does not slide. */
  function steps(points) {
    return path(points.flatMap((point, i) => i === 0 ? [point] : [[point[0], points[i - 1][1]], point]));
  }

  function cross(x, height) {
    return chosen < 0 || !moments[chosen] ? [] : s("line", {
      class: "cross", x1: x(moments[chosen].at), x2: x(moments[chosen].at), y1: TOP, y2: height - BOTTOM,
    });
  }

  function tip() {
    const moment = moments[chosen];
    if (!moment) {
      return null;
    }
    const side = moment.at - from > (to - from) / 2 ? "left" : "right";
    return h("div", { class: `tip ${side}`, role: "status" }, clock(moment.at * 1000), options.series.map(series =>
      h("div", { class: `key ${series.kind}` }, `${series.name} `, h("b", {}, value(series, moment)))));
  }

  function value(series, moment) {
    return series.value(moment) < 0 ? "not known" : options.label(series.value(moment));
  }

  function summary() {
    const last = moments.at(-1);
    return `From ${clock(moments[0].at * 1000)} to ${clock(last.at * 1000)}. Now: `
      + options.series.map(series => `${series.name} ${value(series, last)}`).join(", ");
  }

  return {
    /** Shows these moments, oldest first, and names the last values beside the title. */
    update(all, start, end, legend) {
      moments = all.filter(moment => moment.at >= start);
      from = start;
      to = end;
      chosen = Math.min(chosen, moments.length - 1);
      draw();
      const last = moments.at(-1);
      show(legend, options.series.map(series =>
        h("span", { class: `key ${series.kind}` }, `${series.name} `, last && h("b", {}, value(series, last)))));
    },
  };
}
