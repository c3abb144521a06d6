/** Words of the review screen. */
export const review = {
  title: '审核',
} as const;
