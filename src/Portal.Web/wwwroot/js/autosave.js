// Saves a form in the background while one writes. Without it, the form's own buttons do the same.

const PAUSE = 1500;
const RETRY = 5000;

for (const form of document.querySelectorAll("form[data-autosave=on]")) {
  const words = form.dataset;
  const line = form.querySelector(".save-state");
  const kept = `draft:${document.querySelector("form[data-leaves]").dataset.leaves}:${form.action}`;
  const revision = form.elements.revision;
  let timer;
  let dirty = false;
  let sending = false;
  let leaving = false;
  let left = false;

  const tell = (state, text) => {
    line.dataset.state = state;
    line.textContent = text;
  };

  const keep = () => keepAs(revision.value);

  const keepAs = (number) => {
    if (left) return;
    try {
      localStorage.setItem(kept, JSON.stringify({ revision: number, fields: fields() }));
    } catch {
      // The device has no room or forbids it: the page still holds the text.
    }
  };

  const fields = () =>
    [...new FormData(form)].filter(([name, value]) => name !== "__RequestVerificationToken" && name !== "revision" && typeof value === "string");

  const put = (text) => {
    for (const box of form.querySelectorAll("[type=checkbox], [type=radio]")) box.checked = false;
    for (const [name, value] of text) {
      const control = form.elements[name];
      const boxes = control instanceof RadioNodeList ? [...control] : [control];
      for (const one of boxes.filter(Boolean)) {
        if (one.type === "checkbox" || one.type === "radio") one.checked ||= one.value === value;
        else one.value = value;
      }
    }
  };

  /** What was typed here and never saved, while it was saved elsewhere: the portal shows both. */
  const offer = (lost) => {
    tell("conflict", words.older);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-outline-primary btn-sm";
    button.textContent = words.compare;
    button.addEventListener("click", () => {
      put(lost.fields);
      revision.value = lost.revision;
      form.submit();
    });
    line.append(" ", button);
  };

  const again = (state, text) => {
    dirty = true;
    keep();
    tell(state, text);
    clearTimeout(timer);
    timer = setTimeout(save, RETRY);
  };

  const save = async () => {
    clearTimeout(timer);
    if (!dirty || sending) return;
    sending = true;
    dirty = false;
    tell("saving", words.saving);
    try {
      const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, keepalive: document.hidden });
      if (response.ok && !response.redirected) {
        const saved = await response.json();
        revision.value = saved.revision;
        localStorage.removeItem(kept);
        tell("saved", words.saved.replace("{0}", saved.savedAt));
      } else if (response.status === 409) {
        keep();
        tell("conflict", words.conflict);
      } else if (response.status === 404) {
        keep();
        tell("closed", words.closed);
      } else if (response.status === 401 || response.redirected) {
        again("waiting", words.out);
        const link = document.createElement("a");
        link.href = "/account/sign-in";
        link.target = "_blank";
        link.textContent = words.signIn;
        line.append(" ", link);
      } else {
        again("waiting", words.failed);
      }
    } catch {
      again("offline", words.offline);
    } finally {
      sending = false;
      if (leaving) form.requestSubmit(leaving);
      else if (dirty && line.dataset.state === "saved") save();
    }
  };

  form.addEventListener("input", () => {
    dirty = true;
    keep();
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE);
  });
  // A button pressed while a save is under way waits for it: the revision would be the old one.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!sending) return;
    event.preventDefault();
    leaving = event.submitter;
  });
  // What was typed before this script was there is to be saved as well.
  const typed = (control) => (control.type === "radio" || control.type === "checkbox" ? control.checked !== control.defaultChecked : control.value !== control.defaultValue);
  if ([...form.querySelectorAll("input:not([type=hidden]), textarea")].some(typed)) {
    dirty = true;
    timer = setTimeout(save, PAUSE);
  }
  addEventListener("online", save);
  document.addEventListener("portal:leaving", ({ detail }) => detail.push(save()));
  document.addEventListener("portal:left", () => (left = true));
  document.addEventListener("visibilitychange", () => document.hidden && save());

  // What was typed when the page was lost comes back, if nobody saved the section since.
  const lost = JSON.parse(localStorage.getItem(kept) ?? "null");
  if (lost && lost.revision === revision.value && !dirty) {
    put(lost.fields);
    dirty = true;
    timer = setTimeout(save, PAUSE);
  } else if (lost && !dirty && !form.dataset.overtaken) {
    offer(lost);
  } else if (form.dataset.overtaken) {
    // What is on the page was refused once: only its own buttons, or more typing, save it.
    keepAs(-1);
  } else {
    localStorage.removeItem(kept);
  }
}
