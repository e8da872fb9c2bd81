// Asks the head every two seconds and shows what it answers.

import { h, show } from "./dom.js";
import { percent, span } from "./format.js";
import { plot } from "./plot.js";
import * as sections from "./sections.js";

const EVERY = 2000;
const EVERY_UNSEEN = 15000;
const PATIENCE = 10000;
const FEW_EVENTS = 15;
const KEPT = 86400;
const SHORTEST = 900;

const at = id => document.getElementById(id);
const state = { data: null, history: [], gotAt: 0, trouble: "", range: 3600, filter: "", events: FEW_EVENTS };

const load = plot(at("load-plot"), {
  series: [
    { name: "CPU", kind: "cpu", value: moment => moment.cpu },
    { name: "Memory", kind: "memory", value: moment => moment.memory },
  ],
  top: () => 100,
  label: percent,
});
const nodes = plot(at("nodes-plot"), {
  stacked: true,
  series: [
    { name: "Ready", kind: "ready", value: moment => moment.ready },
    { name: "On the way", kind: "coming", value: moment => moment.coming },
    { name: "In trouble", kind: "troubled", value: moment => moment.troubled },
  ],
  top: highest => Math.max(2, highest + highest % 2),
  label: String,
});

async function ask() {
  const since = state.history.at(-1)?.at ?? 0;
  try {
    const answer = await fetch(`/data?since=${since}`, { signal: AbortSignal.timeout(PATIENCE) });
    if (answer.status === 401) {
      state.trouble = "This page's session has ended. Run cloudtik dashboard again.";
    } else if (!answer.ok) {
      state.trouble = (await answer.json()).trouble;
    } else {
      take(await answer.json());
    }
  } catch (failure) {
    state.trouble = failure instanceof SyntaxError
      ? "The head answers what this page cannot read."
      : "The head does not answer. Is cloudtik dashboard still running, and the cluster up?";
  }
  draw();
  setTimeout(ask, document.hidden ? EVERY_UNSEEN : EVERY);
}

function take(data) {
  if (!state.data && data.history.length && data.history.at(-1).at - data.history[0].at < SHORTEST) {
    choose(SHORTEST); // In an hour's width the first minutes are a line at its edge.
  }
  state.data = data;
  state.gotAt = performance.now();
  state.trouble = "";
  state.history = [...state.history, ...data.history].filter(moment => moment.at > data.history.at(-1)?.at - KEPT || !data.history.length);
}

/** By the head's clock: this machine's may be another. */
function now() {
  return Date.parse(state.data.status.at) + performance.now() - state.gotAt;
}

function draw() {
  tellTrouble();
  if (!state.data) {
    return;
  }
  const { status, events, version } = state.data;
  document.title = `${status.cluster}: ${status.phase.toLowerCase()} – CloudTik`;
  show(at("cluster"), status.cluster);
  show(at("place"), `workspace ${status.workspace}`);
  show(at("phase"), sections.phase(status));
  show(at("why"), sections.why(status));
  show(at("tiles"), sections.tiles(status, state.history.at(-1)));
  show(at("nodes"), sections.nodes(status, state.filter, now()));
  show(at("services"), sections.services(status));
  show(at("jobs"), sections.jobs(status, now()));
  show(at("endpoints"), sections.endpoints(status));
  show(at("events"), sections.events(events, state.events, now()));
  show(at("footer"), `CloudTik ${version}. This page only shows; it changes nothing.`);
  drawPlots();
}

function drawPlots() {
  const end = Math.max(Math.round(now() / 1000), state.history.at(-1)?.at ?? 0);
  load.update(state.history, end - state.range, end, at("load-legend"));
  nodes.update(state.history, end - state.range, end, at("nodes-legend"));
}

function choose(range) {
  state.range = range;
  document.querySelectorAll("[data-range]").forEach(button =>
    button.setAttribute("aria-pressed", String(Number(button.dataset.range) === range)));
}

function tellTrouble() {
  document.body.classList.toggle("stale", Boolean(state.trouble));
  show(at("alert"), state.trouble && h("div", { class: "notice bad" }, state.trouble));
  tellAge();
}

function tellAge() {
  if (state.data) {
    const age = (performance.now() - state.gotAt) / 1000;
    show(at("age"), age < 5 && !state.trouble ? "Live" : `Last update ${span(age)} ago`);
  }
}

function theme(chosen) {
  document.documentElement.dataset.theme = chosen;
  show(at("theme"), `Theme: ${chosen}`);
  try {
    localStorage.setItem("theme", chosen);
  } catch {
    // A browser that keeps nothing shows what was chosen until it is closed.
  }
}

function rememberedTheme() {
  try {
    return localStorage.getItem("theme") ?? "auto";
  } catch {
    return "auto";
  }
}

at("theme").addEventListener("click", () => {
  const order = ["auto", "light", "dark"];
  theme(order[(order.indexOf(document.documentElement.dataset.theme) + 1) % order.length]);
});
at("filter").addEventListener("input", event => {
  state.filter = event.target.value;
  draw();
});
document.addEventListener("click", event => {
  if (event.target.id === "more-events") {
    state.events = Infinity;
    draw();
  }
  if (event.target.dataset?.range) {
    choose(Number(event.target.dataset.range));
    draw();
  }
});
theme(rememberedTheme());
setInterval(tellAge, 1000);
ask();
