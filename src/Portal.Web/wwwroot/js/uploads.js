// Sends chosen files at once, piece by piece (tus): several, with progress, pause and cancel; a lost network only makes
// them wait, and after a reload the same file goes on from where it was. Without this, the form sends one by itself.

const AT_ONCE = 2;
const AGAIN = 5000;
const ASK = 1000;

const fill = (pattern, ...values) => values.reduce((text, value, index) => text.replace(`{${index}}`, value), pattern);
const token = () => document.querySelector("meta[name=csrf]").content;
const busy = new Set();

addEventListener("beforeunload", (event) => {
  if (busy.size > 0) event.preventDefault();
});

for (const form of document.querySelectorAll("form[data-uploads]")) {
  const words = form.dataset;
  const section = form.closest("section");
  const list = section.querySelector(".uploads");
  const status = section.querySelector("[data-told]");
  const input = form.querySelector("[type=file]");
  const queue = [];
  let sending = 0;

  const say = (text) => {
    status.textContent = text;
  };

  const headers = () => ({ RequestVerificationToken: token(), Accept: "application/json" });

  const button = (label, name, act) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "btn btn-outline-primary btn-sm";
    one.textContent = label;
    const whose = document.createElement("span");
    whose.className = "visually-hidden";
    whose.textContent = ` ${name}`;
    one.append(whose);
    one.addEventListener("click", act);
    return one;
  };

  const next = () => {
    while (sending < AT_ONCE && queue.length > 0) {
      sending += 1;
      queue.shift()();
    }
  };

  // Where one stops sending, another may begin.
  const stopped = (row) => {
    if (!busy.delete(row)) return;
    sending -= 1;
    next();
  };

  // The list as the server shows it now; nothing else on the page is touched.
  const refresh = async () => {
    const page = await (await fetch(location.pathname, { headers: { Accept: "text/html" } })).text();
    const fresh = new DOMParser().parseFromString(page, "text/html").querySelector(`[data-files="${words.field}"]`);
    if (fresh) section.querySelector("[data-files]").replaceWith(fresh);
  };

  const send = (file) => {
    const row = document.createElement("li");
    const title = document.createElement("span");
    title.className = "upload-name";
    title.textContent = file.name;
    const bar = document.createElement("progress");
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    const told = document.createElement("span");
    told.className = "hint";
    told.textContent = words.queued;
    const actions = document.createElement("span");
    actions.className = "upload-actions";
    row.append(title, bar, told, actions);
    list.append(row);

    let percent = 0;
    let quarter = 0;
    let timer;
    let isPaused = false;

    const tell = (state, text) => {
      row.dataset.state = state;
      told.className = state === "refused" ? "error" : "hint";
      told.textContent = text;
    };

    const end = (text) => {
      stopped(row);
      tell("refused", text);
      bar.remove();
      say(`${file.name}. ${text}`);
      actions.replaceChildren(button(words.dismiss, file.name, () => row.remove()));
    };

    const ask = async () => {
      try {
        const answer = await fetch(upload.url, { headers: { Accept: "application/json" } });
        const outcome = answer.ok ? await answer.json() : { state: "refused", reason: words.failed };
        if (outcome.state === "refused") return end(outcome.reason);
        if (outcome.state === "attached") {
          stopped(row);
          await refresh();
          row.remove();
          return say(fill(words.attached, file.name));
        }
      } catch {
        // The network is away again: asked again below.
      }
      setTimeout(ask, ASK);
    };

    const start = () => {
      clearTimeout(timer);
      if (!busy.has(row)) busy.add(row);
      tell("sending", fill(words.sending, percent));
      upload.start();
    };

    const wait = () => {
      tell("offline", fill(words.offline, percent));
      say(`${file.name}. ${fill(words.offline, percent)}`);
      timer = setTimeout(start, AGAIN);
    };

    const failed = async (error) => {
      const answer = error.originalResponse;
      const code = answer?.getStatus() ?? 0;
      const problem = code >= 400 && code < 500 ? read(answer.getBody()) : {};
      const isElsewhere = code === 409 && (problem.codes ?? []).includes("file.other-offset");
      if (code === 401) return end(words.signedOut);
      if (code >= 400 && code < 500 && code !== 423 && code !== 429 && !isElsewhere) return end(problem.detail ?? words.failed);
      wait();
    };

    const upload = new tus.Upload(file, {
      endpoint: words.uploads,
      chunkSize: Number(words.part),
      retryDelays: null,
      removeFingerprintOnSuccess: true,
      metadata: { filename: file.name, field: words.field },
      headers: headers(),
      onProgress: (sent, all) => {
        percent = Math.floor((100 * sent) / all);
        bar.value = percent;
        if (!isPaused) tell("sending", fill(words.sending, percent));
        if (Math.floor(percent / 25) > quarter && percent < 100) {
          quarter = Math.floor(percent / 25);
          say(fill(words.progress, file.name, percent));
        }
      },
      // Until the server has named it, there is nothing to pause there, and what is given up now must be told later.
      onUploadUrlAvailable: () => {
        pause.disabled = false;
        if (!row.isConnected) upload.abort(true).catch(() => {});
      },
      onSuccess: () => {
        tell("checking", words.checking);
        actions.replaceChildren();
        ask();
      },
      onError: failed,
    });

    const pause = button(words.pause, file.name, async () => {
      isPaused = !isPaused;
      pause.firstChild.textContent = isPaused ? words.resume : words.pause;
      clearTimeout(timer);
      if (!isPaused) {
        sending += 1;
        return start();
      }
      await upload.abort();
      stopped(row);
      tell("paused", fill(words.paused, percent));
      say(`${file.name}. ${fill(words.paused, percent)}`);
    });
    const cancel = button(words.cancel, file.name, async () => {
      clearTimeout(timer);
      const index = queue.indexOf(begin);
      if (index >= 0) queue.splice(index, 1);
      stopped(row);
      row.remove();
      say(fill(words.cancelled, file.name));
      input.focus();
      if (upload.url) await upload.abort(true).catch(() => {});
    });
    pause.disabled = true;
    actions.append(pause, cancel);

    const begin = async () => {
      busy.add(row);
      // Where the same file came to before, in this browser.
      const before = await upload.findPreviousUploads();
      if (before.length > 0) {
        upload.resumeFromPreviousUpload(before[0]);
        list.querySelector(`[data-left="${new URL(before[0].uploadUrl, location.href).pathname}"]`)?.remove();
      }
      say(fill(words.begun, file.name));
      start();
    };
    queue.push(begin);
    next();

    addEventListener("online", () => {
      if (row.dataset.state === "offline" && row.isConnected) start();
    });
  };

  const read = (body) => {
    try {
      return JSON.parse(body);
    } catch {
      return {};
    }
  };

  const take = (files) => {
    const wrong = files.find((file) => file.size === 0 || file.size > Number(words.most));
    input.setCustomValidity(!wrong ? "" : wrong.size === 0 ? words.empty : words.tooLarge);
    if (!input.reportValidity() && wrong) return;
    for (const file of files) send(file);
    input.value = "";
  };

  // What was begun and is not here any more can be given up.
  for (const left of list.querySelectorAll("[data-left]")) {
    left.append(
      button(words.cancel, left.dataset.name, async () => {
        await fetch(left.dataset.left, { method: "DELETE", headers: { ...headers(), "Tus-Resumable": "1.0.0" } });
        left.remove();
        say(fill(words.cancelled, left.dataset.name));
      }),
    );
  }

  form.classList.add("upload-live");
  input.multiple = true;
  input.required = false;
  input.addEventListener("change", () => {
    input.setCustomValidity("");
    if (input.files.length > 0) take([...input.files]);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    input.click();
  });
  for (const name of ["dragenter", "dragover"]) {
    section.addEventListener(name, (event) => {
      if (![...event.dataTransfer.types].includes("Files")) return;
      event.preventDefault();
      section.classList.add("dropping");
    });
  }
  section.addEventListener("dragleave", (event) => {
    if (!section.contains(event.relatedTarget)) section.classList.remove("dropping");
  });
  section.addEventListener("drop", (event) => {
    event.preventDefault();
    section.classList.remove("dropping");
    take([...event.dataTransfer.files]);
  });
}
