/** Words of the imports screen. */
export const imports = {
  title: '导入',
} as const;
