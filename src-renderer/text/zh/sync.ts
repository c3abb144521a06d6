/** Words of the sync screen. */
export const sync = {
  title: '同步',
} as const;
