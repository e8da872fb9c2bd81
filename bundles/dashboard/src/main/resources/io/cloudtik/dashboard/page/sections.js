// What the page says of each part of the cluster.

import { h } from "./dom.js";
import { bytes, clock, count, percent, span, words } from "./format.js";

const MOST_NODES = 200;
const PHASES = { READY: "good", DEGRADED: "bad", UNREACHABLE: "bad", STARTING: "warn", STOPPING: "warn" };
const STATES = { READY: "good", SUSPECT: "bad", FAILED: "bad" };
const SERVICES = { HEALTHY: "good", WAITING: "warn", STARTING: "warn", STOPPED: "" };
const JOBS = { RUNNING: "busy", SUCCEEDED: "good", FAILED: "bad", LOST: "bad" };

function pill(word, tone) {
  return h("span", { class: `pill ${tone ?? "warn"}` }, words(word));
}

export function phase(status) {
  return pill(status.phase, PHASES[status.phase]);
}

/** Why the cluster is not ready, and what it waits for. */
export function why(status) {
  if (!status.reason && !status.waiting.length) {
    return null;
  }
  const tone = PHASES[status.phase] === "bad" ? "bad" : "warn";
  return h("div", { class: `notice ${tone}` },
    h("b", {}, status.reason || "Waiting for"),
    status.waiting.length > 0 && h("ul", {}, status.waiting.map(wait =>
      h("li", {}, (wait.subject ? `${wait.subject}: ` : "") + waitText(wait, status.at)))));
}

/** What is waited for, and until when, as it was said then. */
function waitText(wait, saidAt) {
  return wait.until
    ? `${wait.reason}; ${wait.then} at ${clock(wait.until)}, in ${span((Date.parse(wait.until) - Date.parse(saidAt)) / 1000)}`
    : wait.reason;
}

function tile(title, big, note, meter) {
  return h("div", { class: "card tile" }, h("h3", {}, title), h("div", { class: "big" }, big), h("p", { title: note }, note), meter);
}

function meter(value, label) {
  const tone = value > 95 ? "bad" : value > 85 ? "warn" : "";
  return h("progress", { max: 100, value: Math.round(value), class: tone, "aria-label": label });
}

function sum(nodes, name) {
  return nodes.reduce((total, node) => total + (node.metrics[name] ?? 0), 0);
}

export function tiles(status, last) {
  const { nodes, jobs } = status;
  const ready = nodes.filter(node => node.state === "READY").length;
  const services = nodes.flatMap(node => node.services);
  const healthy = services.filter(service => service.state === "HEALTHY").length;
  const used = sum(nodes, "memory_used_bytes");
  const total = sum(nodes, "memory_total_bytes");
  const processors = nodes.reduce((all, node) => all + (node.resources?.cpus ?? 0), 0);
  const running = jobs.filter(job => job.state === "RUNNING").length;
  const cpu = last && last.cpu >= 0 ? last.cpu : null;
  return [
    tile("Nodes ready", [`${ready} `, h("small", {}, `of ${nodes.length}`)], kinds(nodes), nodes.length > 0
      && meterOf(ready, nodes.length, "nodes ready")),
    tile("CPU", cpu === null ? "–" : percent(cpu), processors ? `of ${count(processors, "processor")}` : "not measured yet",
      cpu !== null && meter(cpu, "CPU in use")),
    tile("Memory", total ? percent(100 * used / total) : "–", total ? `${bytes(used)} of ${bytes(total)}` : "not measured yet",
      total > 0 && meter(100 * used / total, "memory in use")),
    tile("Services healthy", [`${healthy} `, h("small", {}, `of ${services.length}`)], restarts(services),
      services.length > 0 && meterOf(healthy, services.length, "services healthy")),
    tile("Jobs running", String(running), jobs.length ? `${count(jobs.length, "job")} of late` : "none was submitted yet", null),
  ];
}

function meterOf(part, whole, label) {
  return h("progress", { max: whole, value: part, class: part < whole ? "warn" : "", "aria-label": label });
}

function kinds(nodes) {
  const workers = nodes.filter(node => node.kind === "WORKER").length;
  return `1 head, ${count(workers, "worker")}`;
}

function restarts(services) {
  const times = services.reduce((all, service) => all + service.restarts, 0);
  return times ? count(times, "restart") : "no restarts";
}

function table(headings, rows) {
  return h("table", { class: "table", role: "table" },
    h("thead", { role: "rowgroup" }, h("tr", { role: "row" },
      headings.map(heading => h("th", { role: "columnheader", scope: "col" }, heading)))),
    h("tbody", { role: "rowgroup" }, rows));
}

function row(key, ...cells) {
  return h("tr", { role: "row", "data-key": key }, cells);
}

function cell(label, attributes, ...content) {
  return h("td", { role: "cell", "data-label": label, ...attributes }, content);
}

function nothing(text) {
  return h("p", { class: "none" }, text);
}

export function nodes(status, filter, now) {
  const needle = filter.trim().toLowerCase();
  const found = status.nodes.filter(node =>
    [node.id, node.type, node.kind, node.state, node.address].some(text => text.toLowerCase().includes(needle)));
  if (!found.length) {
    return nothing(status.nodes.length ? `No node contains “${filter.trim()}”.` : "There are no nodes.");
  }
  const shown = found.slice(0, MOST_NODES);
  return [
    table(["Node", "State", "Address", "CPU", "Memory", "Services"], shown.map(node => nodeRow(node, status, now))),
    found.length > shown.length && h("p", { class: "more dim" }, `${found.length - shown.length} more; filter to see them.`),
  ];
}

function nodeRow(node, status, now) {
  const tone = STATES[node.state] ?? "warn";
  const waits = status.waiting.filter(wait => wait.subject === node.id).map(wait => waitText(wait, status.at));
  const age = node.launchedAt ? `, up ${span((now - Date.parse(node.launchedAt)) / 1000)}` : "";
  return row(`node-${node.id}`,
    cell("", { class: "wide who" }, h("b", {}, node.id),
      h("div", { class: "why" }, `${node.kind.toLowerCase()}, ${node.type}${age}`)),
    cell("", { class: "wide" }, pill(node.state, tone),
      node.reason && h("div", { class: `why ${tone}` }, node.reason),
      node.activity && h("div", { class: "why" }, node.activity),
      waits.map(wait => h("div", { class: "why" }, wait))),
    cell("Address", { class: `fit${node.address ? "" : " blank"}` }, h("span", { class: "mono" }, node.address || "–")),
    cell("CPU", { class: `load${blank(processors(node))}` }, processors(node)),
    cell("Memory", { class: `load${blank(memory(node))}` }, memory(node)),
    cell("Services", { class: node.services.length ? "" : "blank" }, serviceList(node)));
}

/** What there is nothing to say of takes no room on a phone. */
function blank(content) {
  return content === "–" ? " blank" : "";
}

function processors(node) {
  const busy = node.metrics.cpu_percent;
  if (busy === undefined) {
    return node.resources ? count(node.resources.cpus, "processor") : "–";
  }
  return [percent(busy), h("span", { class: "dim" }, node.resources ? ` of ${node.resources.cpus}` : ""), meter(busy, `CPU of ${node.id}`)];
}

function memory(node) {
  const total = node.metrics.memory_total_bytes;
  const used = node.metrics.memory_used_bytes;
  if (!total) {
    return node.resources?.memory ? bytes(node.resources.memory) : "–";
  }
  return [bytes(used), h("span", { class: "dim" }, ` of ${bytes(total)}`), meter(100 * used / total, `memory of ${node.id}`)];
}

function serviceList(node) {
  if (!node.services.length) {
    return "–";
  }
  const healthy = node.services.filter(service => service.state === "HEALTHY").length;
  return h("details", {},
    h("summary", {}, `${healthy} of ${node.services.length} healthy`),
    h("ul", {}, node.services.map(service => h("li", { "data-key": service.name },
      h("b", {}, service.name), ` ${words(service.state).toLowerCase()}`,
      service.pid > 0 && h("span", { class: "dim" }, `, pid ${service.pid}`),
      service.restarts > 0 && h("span", { class: "dim" }, `, ${count(service.restarts, "restart")}`),
      service.detail && h("div", { class: "why" }, service.detail)))));
}

export function services(status) {
  const byName = new Map();
  for (const node of status.nodes) {
    for (const service of node.services) {
      byName.set(service.name, [...(byName.get(service.name) ?? []), { ...service, node: node.id }]);
    }
  }
  if (!byName.size) {
    return nothing("No services are planned yet.");
  }
  const names = [...byName.keys()].sort();
  return table(["Service", "State", "Runtime", "Nodes", "Restarts"], names.map(name => {
    const all = byName.get(name);
    const bad = all.filter(service => service.state !== "HEALTHY");
    const restarted = all.reduce((sum, service) => sum + service.restarts, 0);
    const worst = bad.find(service => SERVICES[service.state] === undefined) ?? bad[0];
    return row(`service-${name}`,
      cell("", { class: "wide" }, h("b", {}, name)),
      cell("", { class: "wide" }, worst ? pill(worst.state, SERVICES[worst.state] ?? "bad") : pill("HEALTHY", "good"),
        bad.slice(0, 3).map(service => h("div", { class: "why" }, `${service.node}: ${service.detail || words(service.state).toLowerCase()}`)),
        bad.length > 3 && h("div", { class: "why" }, `and ${bad.length - 3} more`)),
      cell("Runtime", {}, all[0].runtime),
      cell("Nodes", { class: "number" }, `${all.length - bad.length} of ${all.length}`),
      cell("Restarts", { class: `number${restarted ? "" : " blank"}` }, String(restarted)));
  }));
}

export function jobs(status, now) {
  if (!status.jobs.length) {
    return nothing(["No jobs yet. ", h("code", {}, "cloudtik submit"), " runs one."]);
  }
  return table(["Job", "State", "Submitted"], [...status.jobs].reverse().map(job => row(`job-${job.id}`,
    cell("", { class: "wide" }, h("b", {}, job.name), h("div", { class: "why" }, `${job.runtime}, ${job.id}`)),
    cell("", {}, pill(job.state, JOBS[job.state]), job.exitCode !== undefined && h("div", { class: "why" }, `exit code ${job.exitCode}`)),
    cell("", { class: "number" }, `${span((now - Date.parse(job.submittedAt)) / 1000)} ago`,
      h("div", { class: "why" }, clock(job.submittedAt, new Date(now)))))));
}

export function endpoints(status) {
  const names = Object.keys(status.endpoints).sort();
  if (!names.length) {
    return nothing("No runtime offers any yet.");
  }
  return [
    h("ul", { class: "list" }, names.map(name => h("li", { "data-key": name }, h("b", {}, name), address(status.endpoints[name])))),
    h("p", { class: "more dim" }, "As seen from the head. From elsewhere: ", h("code", {}, "cloudtik start-proxy")),
  ];
}

/** A link only to where a browser goes: never to javascript: or the like. */
function address(text) {
  return /^https?:\/\//i.test(text)
    ? h("a", { href: text, target: "_blank", rel: "noopener noreferrer" }, text)
    : h("span", { class: "mono" }, text);
}

export function events(all, most, now) {
  if (!all.length) {
    return nothing("Nothing happened yet.");
  }
  const shown = [...all].reverse().slice(0, most);
  return [
    h("ul", { class: "list events" }, shown.map((event, i) => h("li", { "data-key": `${event.at}-${event.type}-${event.subject}-${i}` },
      h("time", { datetime: event.at }, clock(event.at, new Date(now))),
      h("span", { class: `what ${tone(event.type)}` }, words(event.type)),
      h("span", { class: "message" }, event.subject && h("b", {}, event.subject), event.subject && event.message ? ": " : "", event.message)))),
    all.length > shown.length && h("div", { class: "more" }, h("button", { type: "button", id: "more-events" }, "Show older events")),
  ];
}

function tone(type) {
  if (/FAIL|LOST|DEAD|ERROR|UNHEALTHY/.test(type)) {
    return "bad";
  }
  if (/SUSPECT|KILLED|STOPPING|SILENT|BACKING|RESTART/.test(type)) {
    return "warn";
  }
  return /READY|HEALTHY|SET_UP|SUCCEEDED|RECOVERED|RESUMED/.test(type) ? "good" : "";
}
