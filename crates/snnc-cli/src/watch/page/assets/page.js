// Follows `snnc watch`: asks for its state, which is answered as soon as it is another one, and shows it.
"use strict";

const element = (id) => document.getElementById(id);
const views = { plot: element("plot"), report: element("report") };
/** The run that each view shows; 0 if none. */
const shown = { plot: 0, report: 0 };
let view = location.hash === "#report" ? "report" : "plot";
let state = null;

/** Puts the plot of a run in the place of the last one, once it is there: nothing flickers. */
async function showPlot(run) {
  const image = new Image();
  image.alt = "Plot of what was recorded";
  image.src = `/plot.svg?run=${run}`;
  try {
    await image.decode();
    views.plot.replaceChildren(image);
    element("nothing").hidden = true;
  } catch {
    views.plot.replaceChildren();
    element("nothing").hidden = false;
  }
}

/** Puts the report of a run in the place of the last one, scrolled as that was. */
function showReport(run) {
  const before = views.report.querySelector("iframe");
  const frame = document.createElement("iframe");
  frame.title = "Report";
  frame.src = `/report?run=${run}`;
  if (before) {
    frame.style.display = "none";
    frame.addEventListener("load", () => {
      const top = before.contentWindow?.scrollY ?? 0;
      frame.style.display = "";
      before.remove();
      frame.contentWindow?.scrollTo({ top, behavior: "instant" });
    });
  }
  views.report.append(frame);
}

/** Shows what a view lacks of the last good run. Only what is looked at is asked for. */
function refresh() {
  if (!state || state.picture === 0 || shown[view] === state.picture) return;
  shown[view] = state.picture;
  if (view === "plot") showPlot(state.picture);
  else showReport(state.picture);
}

function choose(name) {
  view = name;
  history.replaceState(null, "", name === "plot" ? location.pathname : `#${name}`);
  for (const each of ["plot", "report"]) {
    views[each].hidden = each !== name;
    element(`show-${each}`).setAttribute("aria-pressed", String(each === name));
  }
  refresh();
}

function show(next) {
  state = next;
  const { model, phase, run, progress, message, status, picture } = next;
  document.body.dataset.phase = phase;
  document.title = `${{ good: "✓", wrong: "✗", running: "…" }[phase]} ${model}`;
  element("model").textContent = model;
  element("state").textContent = {
    good: `run ${run}: ${status}`,
    wrong: `run ${run}: no results`,
    running: `run ${run}: ${Math.round(progress * 100)} %`,
  }[phase];
  element("progress").hidden = phase !== "running";
  element("progress").value = progress;
  element("views").hidden = picture === 0;
  element("message").hidden = message === "";
  // What a run tells stays until the next one has come to its end.
  element("message").innerHTML = message;
  const stale = phase === "wrong" && picture > 0;
  document.body.toggleAttribute("data-stale", stale);
  element("stale").hidden = !stale;
  element("stale").textContent = `The last good results, of run ${picture}:`;
  refresh();
}

async function follow() {
  let version = 0;
  for (;;) {
    try {
      const answer = await fetch(`/state?after=${version}`);
      const next = await answer.json();
      version = next.version;
      show(next);
    } catch {
      document.body.dataset.phase = "gone";
      element("state").textContent = "snnc watch has ended; this page goes on when it is started again";
      version = 0;
      shown.plot = shown.report = 0;
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

for (const name of ["plot", "report"]) {
  element(`show-${name}`).addEventListener("click", () => choose(name));
}
choose(view);
follow();
