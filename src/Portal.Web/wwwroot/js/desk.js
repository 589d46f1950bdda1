// The carrier's desk: saves while one writes, keeps on the device what could not be sent, takes in what others write.
// Without it, the form's own buttons save all the same.

import { depends, entries, read, same, served, write } from "./answers.js";
import { budgetOf } from "./budget.js";
import { join } from "./presence.js";
import { tableOf } from "./rows.js";

const PAUSE = 1200;
const LONGEST = 4000;
const RETRY = 4000;

const form = document.querySelector("form[data-desk]");
if (form) desk(form);

function desk(form) {
  const words = form.dataset;
  const mayWrite = words.desk === "write";
  const line = form.querySelector(".save-state");
  const prefix = `desk:${words.person}:${new URL(form.action).pathname}:`;
  const mine = prefix + crypto.randomUUID();
  const questions = new Map();
  let revision = Number(form.elements.revision.value);
  let [timer, first, sending, out, left, pressed] = [undefined, 0, null, false, false, null];

  const tell = (state, text) => {
    if (!line) return;
    line.dataset.state = state;
    line.textContent = text;
  };

  const touched = (question) => {
    question.changed = true;
    pressed = null;
    conditions();
    keep();
    const now = Date.now();
    first ||= now;
    clearTimeout(timer);
    timer = setTimeout(save, Math.max(0, Math.min(PAUSE, first + LONGEST - now)));
  };

  for (const asked of form.querySelectorAll(".asked")) {
    const question = { asked, changed: false, clash: null, base: revision, known: read(served(asked)) };
    const frame = asked.querySelector("[data-rows]");
    const layOut = frame?.dataset.budget === undefined ? tableOf : budgetOf;
    question.table = frame && mayWrite ? layOut(frame, () => touched(question)) : null;
    questions.set(asked.dataset.field, question);
    if (mayWrite) asked.addEventListener("input", () => touched(question));
  }

  // What others could not be told yet lies on the device, for this person alone.
  const keep = () => {
    if (left) return;
    const kept = [...questions].filter(([, one]) => one.changed || one.clash || one.sent !== undefined);
    try {
      if (kept.length === 0) localStorage.removeItem(mine);
      else localStorage.setItem(mine, JSON.stringify(kept.map(([field, one]) => [field, one.base, one.known, read(one.asked)])));
    } catch {
      // The device has no room or forbids it: the page still holds the text.
    }
  };

  const conditions = () => {
    for (const { asked } of questions.values()) depends(form, asked);
  };

  const again = (state, text) => {
    for (const one of questions.values()) if (one.sent !== undefined) [one.changed, one.sent] = [true, undefined];
    keep();
    tell(state, text);
    clearTimeout(timer);
    timer = setTimeout(save, RETRY);
    return false;
  };

  /** Takes up what stands now. What was typed here since stays; a text that two wrote at once is shown twice. */
  const take = (state, since) => {
    for (const [field, value] of Object.entries(state.theirs)) {
      const one = questions.get(field);
      if (!one || one.clash) continue;
      if (one.table) write(one.asked, value, one.known, one.table);
      else if (state.clashes.some((clash) => clash.field === field)) clashed(one, state.clashes.find((clash) => clash.field === field), value);
      else if (one.changed) {
        // Typed here meanwhile, upon what stood before: the next save must say so.
        one.late = true;
        continue;
      } else write(one.asked, value);
      one.known = value;
    }
    for (const [field, text] of Object.entries(state.computed)) {
      const output = form.querySelector(`[data-computed="${field}"]`);
      if (output) output.textContent = text ? new Intl.NumberFormat(document.documentElement.lang).format(Number(text)) : "–";
    }
    revision = Math.max(revision, state.revision);
    form.elements.revision.value = revision;
    for (const one of questions.values()) if (!one.late) one.base = revision;
    conditions();
  };

  const request = async (body) => {
    const response = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, redirect: "manual", keepalive: document.hidden });
    if (response.type === "opaqueredirect" || response.status === 401) return "out";
    if (response.status === 404) return "closed";
    if (response.status === 409) {
      const problem = await response.json().catch(() => null);
      // Others saved at the same moment again and again: that passes. What is refused stays so until it is changed.
      return problem?.codes && !problem.codes.includes("shared.overtaken") ? { refused: problem.detail } : "failed";
    }
    if (response.status === 400) return (await renew()) ? "renewed" : "out";
    return response.ok ? response.json() : "failed";
  };

  /** The session may be another one by now: its token is read anew, and only the same person goes on. */
  const renew = async () => {
    const response = await fetch(location.href, { redirect: "manual" }).catch(() => null);
    if (!response?.ok) return false;
    const page = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("form[data-desk]");
    if (page?.dataset.person !== words.person) return false;
    const token = page.elements.__RequestVerificationToken.value;
    form.elements.__RequestVerificationToken.value = token;
    document.querySelector("meta[name=csrf]")?.setAttribute("content", token);
    return true;
  };

  const save = async () => {
    clearTimeout(timer);
    if (sending) return sending;
    if (out && !(await renew())) return again("waiting", words.out);
    if (out) signedIn();
    sending = send()
      .finally(() => {
        sending = null;
        keep();
      })
      .then((saved) => {
        if (saved && pressed) goOn(pressed);
        if (saved) pressed = null;
        return saved;
      });
    return sending;
  };

  const send = async () => {
    while (true) {
      const due = [...questions.values()].filter((one) => one.changed && !one.clash);
      if (due.length === 0) break;
      const base = Math.min(...due.map((one) => one.base));
      const some = due.filter((one) => one.base === base);
      const body = new URLSearchParams([
        ["__RequestVerificationToken", form.elements.__RequestVerificationToken.value],
        ["revision", base],
        ...some.map((one) => ["changed", one.asked.dataset.field]),
        ...some.flatMap((one) => ((one.sent = read(one.asked)), entries(one.asked))),
      ]);
      for (const one of some) [one.changed, one.late] = [false, false];
      first = 0;
      tell("saving", words.saving);
      const answer = await request(body).catch(() => "offline");
      if (answer === "renewed") again("saving", words.saving);
      else if (answer === "offline") return again("offline", words.offline);
      else if (answer === "failed") return again("waiting", words.failed);
      else if (answer === "out") return signedOut();
      else if (answer === "closed") {
        for (const one of some) [one.changed, one.sent] = [true, undefined];
        pressed = null;
        tell("closed", words.closed);
        return false;
      } else if (answer.refused) {
        for (const one of some) [one.changed, one.sent] = [true, undefined];
        pressed = null;
        tell("refused", answer.refused);
        return false;
      } else {
        for (const one of some) [one.known, one.sent] = [one.sent, undefined];
        take(answer);
        if ([...questions.values()].some((one) => one.clash)) tell("clash", words.clash);
        else tell("saved", words.saved.replace("{0}", answer.savedAt));
      }
    }
    return true;
  };

  const dialog = document.getElementById("signed-out");
  const signedOut = () => {
    if (!out) dialog.showModal();
    out = true;
    return again("waiting", words.out);
  };
  const signedIn = () => {
    out = false;
    dialog.close();
  };
  dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  /** Both texts stay in sight until somebody chooses. */
  const clashed = (one, { version }, theirs) => {
    const box = document.getElementById("clash").content.cloneNode(true).firstElementChild;
    box.querySelector("[data-theirs]").textContent = Array.isArray(theirs) ? theirs.join(", ") : theirs ?? "–";
    box.addEventListener("click", async ({ target }) => {
      const choice = target.dataset.choose;
      if (!choice) return;
      const text = read(one.asked);
      const body = new URLSearchParams({ __RequestVerificationToken: form.elements.__RequestVerificationToken.value });
      await fetch(`/dossiers/${words.dossier}/versions/${version}/leave`, { method: "POST", body, headers: { Accept: "application/json" } });
      box.remove();
      one.clash = null;
      const between = one.asked.querySelector("textarea") ? "\n\n" : " / ";
      if (choice !== "mine") write(one.asked, choice === "both" && typeof text === "string" ? `${theirs ?? ""}${between}${text}` : theirs);
      if (choice === "theirs") [one.changed, one.known] = [false, theirs];
      else touched(one);
      one.asked.querySelector("[name^='f.']")?.focus();
    });
    one.asked.append(box);
    one.clash = box;
  };

  const refresh = async () => {
    if (sending) await sending;
    const response = await fetch(`${new URL(form.action).pathname}/state?since=${revision}`, { headers: { Accept: "application/json" }, redirect: "manual" }).catch(() => null);
    if (response?.ok) take(await response.json());
  };

  // Those who are in this section, and the question that they are at.
  const showOthers = (seats) => {
    const here = seats.filter((seat) => seat.section === words.section);
    const names = [...new Set(here.map((seat) => seat.name))];
    const told = document.querySelector("[data-here-line]");
    if (told) told.textContent = names.length > 0 ? words.here.replace("{0}", names.join(", ")) : "";
    for (const [field, { asked }] of questions) {
      const at = [...new Set(here.filter((seat) => seat.field === field).map((seat) => seat.name))];
      if (at.length > 0) asked.dataset.others = at.join(", ");
      else delete asked.dataset.others;
    }
  };
  const seat = () => ({ section: words.section, field: document.activeElement?.closest?.(".asked")?.dataset.field ?? null });
  const joined = join(words.dossier, seat, {
    here: showOthers,
    saved: (save) => save.section === words.section && save.revision > revision && refresh(),
  });
  form.addEventListener("focusin", async () => (await joined)());

  if (!mayWrite) return;

  // What was typed before this script was there is to be saved as well.
  for (const one of questions.values()) if (!same(one.known, read(one.asked))) touched(one);

  // What was typed when the page, the network or the session was lost comes back, upon what it was written.
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(prefix))) {
    for (const [field, base, known, value] of JSON.parse(localStorage.getItem(key))) {
      const one = questions.get(field);
      if (!one || one.changed || same(value, read(one.asked))) continue;
      if (one.table) write(one.asked, value, read(one.asked), one.table);
      else write(one.asked, value);
      [one.base, one.known, one.late] = [base, known, true];
      touched(one);
    }
    localStorage.removeItem(key);
  }
  conditions();

  addEventListener("online", save);
  document.addEventListener("portal:leaving", ({ detail }) => detail.push(save()));
  document.addEventListener("portal:left", () => (left = true));
  addEventListener("focus", () => out && save());
  document.addEventListener("visibilitychange", () => document.hidden && save());
  // A button that was pressed waits for what has to be tried again, unless one writes on.
  form.addEventListener("submit", (event) => {
    if (event.submitter?.formAction && event.submitter.hasAttribute("formaction")) return;
    event.preventDefault();
    pressed = event.submitter ?? form;
    save();
  });
  // All is saved: the portal only says where to go on.
  function goOn(button) {
    const go = document.createElement("form");
    [go.method, go.action, go.hidden] = ["post", form.action, true];
    const fields = { __RequestVerificationToken: form.elements.__RequestVerificationToken.value, revision, changed: "", then: button.value ?? "" };
    for (const [name, value] of Object.entries(fields)) go.append(Object.assign(document.createElement("input"), { name, value }));
    document.body.append(go);
    go.submit();
  }
  words.ready = "";
}
