// The room of a sitting: whatever changes is read anew from the portal, as this person may see it. Without it, the
// page is read anew by hand.

const PAUSE = 300;

const room = () => document.getElementById("room");
const live = Object.assign(document.createElement("p"), { className: "visually-hidden" });
live.setAttribute("aria-live", "polite");
document.getElementById("main").append(live);

const told = (root) => [...root.querySelectorAll("[data-announce]")].map((one) => one.textContent.trim().replaceAll(/\s+/g, " ").replace(/\.$/, ""));

// What somebody is typing, and what they have opened, stays as it is.
const keep = (root) => ({
  opened: [...root.querySelectorAll("details[open] > summary")].map((one) => one.textContent),
  typed: [...root.querySelectorAll("textarea, input:not([type=hidden])")]
    .filter((one) => (one.type === "radio" || one.type === "checkbox" ? one.checked !== one.defaultChecked : one.value !== one.defaultValue))
    .map(({ id, value, checked, form }) => ({ id, value, checked, form })),
  active: root.contains(document.activeElement) ? document.activeElement : null,
});

const restore = (root, { opened, typed, active }) => {
  for (const summary of root.querySelectorAll("details > summary")) if (opened.includes(summary.textContent)) summary.parentElement.open = true;
  for (const { id, value, checked, form } of typed) {
    const field = id && document.getElementById(id);
    if (field?.form?.action === form?.action) {
      Object.assign(field, field.type === "radio" || field.type === "checkbox" ? { checked } : { value });
      // It was typed beside the text of that revision: what somebody else wrote since isn't overwritten.
      if (form.elements.Revision) field.form.elements.Revision.value = form.elements.Revision.value;
    } else if (form.elements.Revision && !form.isConnected) {
      // The room went on to another item: what was being written of the last one stays, with its button.
      (root.querySelector("section") ?? root.firstElementChild).after(form);
    }
  }
  const same = active?.id ? document.getElementById(active.id) : null;
  if (active?.isConnected) active.focus();
  else if (same && same.form?.action === active.form?.action) {
    same.focus();
    if (same.type === "textarea") same.setSelectionRange(active.selectionStart, active.selectionEnd);
  }
};

let asked = 0;

const read = async () => {
  const mine = ++asked;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
    if (!answer.ok || mine !== asked) return;
    const next = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("room");
    if (!next) return keep(room()).typed.length > 0 ? undefined : location.reload();
    const [before, kept] = [told(room()), keep(room())];
    room().replaceWith(next);
    restore(next, kept);
    live.textContent = told(next).filter((text) => !before.includes(text)).join(". ");
  } catch {
    // The network is away for a moment: the next change, or the connection's return, reads again.
  }
};

let waiting;
const soon = () => {
  clearTimeout(waiting);
  waiting = setTimeout(read, PAUSE);
};

// The end of a vote, by the portal's clock.
const offset = Date.parse(room().dataset.now) - Date.now();
setInterval(() => {
  const clock = room().querySelector("[data-closes]");
  if (!clock) return;
  const left = Math.ceil((Date.parse(clock.dataset.closes) - Date.now() - offset) / 1000);
  clock.textContent = left > 0 ? clock.dataset.words.replace("{0}", left) : "";
  if (left <= 0 && !clock.dataset.over) {
    clock.dataset.over = "over";
    soon();
  }
}, 250);

const { signalR } = globalThis;
if (signalR) {
  const connection = new signalR.HubConnectionBuilder().withUrl("/hubs/room").withAutomaticReconnect().configureLogging(signalR.LogLevel.None).build();
  const watch = async () => {
    await connection.invoke("Watch", room().dataset.room);
    await read();
  };
  connection.on("changed", soon);
  connection.onreconnected(watch);
  connection.start().then(watch).catch(() => {});
}
