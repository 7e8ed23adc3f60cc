// Staying up to date: one long poll after the other, for ever.

const LONG_POLL_SECONDS = 20;
const RETRY_MS = 1500;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * Calls `onChange` each time something changed at the simulator, `onLost` when it stops answering and `onBack` when it
 * answers again (and once at the start). What `onBack` awaits must succeed, or it is tried again.
 */
export async function follow(changes, { onChange, onLost, onBack }) {
  let version = null; // null: not in touch
  let toldLost = false;
  for (;;) {
    try {
      if (version === null) {
        // Version first, then everything: what changes in between is seen by the next poll.
        const { version: current } = await changes(0, 0);
        await onBack();
        version = current;
        toldLost = false;
      } else {
        const { version: current } = await changes(version, LONG_POLL_SECONDS);
        if (current !== version) onChange();
        version = current;
      }
    } catch (error) {
      version = null;
      if (!toldLost) onLost(error);
      toldLost = true;
      await pause(RETRY_MS);
    }
  }
}
