// Who else has the dossier open, told by the portal's own connection; without it, nothing is lost but the courtesy.

const LIFE = 20_000;

/** @param seat what to tell: section and field, as they are when asked. */
export const join = async (dossier, seat, { here, saved }) => {
  const signalR = globalThis.signalR;
  if (!signalR) return () => {};
  const connection = new signalR.HubConnectionBuilder().withUrl("/hubs/desk").withAutomaticReconnect().configureLogging(signalR.LogLevel.None).build();
  const tell = async () => {
    if (connection.state !== signalR.HubConnectionState.Connected) return;
    const { section, field } = seat();
    await connection.invoke("Sit", dossier, section, field).catch(() => {});
  };
  connection.on("here", (seats) => here(seats.filter((one) => one.connection !== connection.connectionId)));
  connection.on("saved", saved);
  connection.onreconnected(tell);
  setInterval(tell, LIFE);
  try {
    await connection.start();
    await tell();
  } catch {
    // No connection now: saving works all the same.
  }
  return tell;
};
