/** What is said of a reply that cannot be believed; nothing of it has been applied. */

/** The server sent something that cannot be true; nothing was changed. */
export class LyingServerError extends Error {}
/** What came is not of our frames at all: perhaps it is no centre that answers. */
export class GarbledReplyError extends LyingServerError {}
