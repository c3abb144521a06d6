/** Codes of the errors with which a call ends that wrote nothing because the disk took nothing. */
export const DISK_FULL = 'DISK_FULL';
export const DISK_READ_ONLY = 'DISK_READ_ONLY';
