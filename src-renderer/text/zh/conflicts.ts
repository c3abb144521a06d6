/** Words of the conflicts screen. */
export const conflicts = {
  title: '冲突',
} as const;
