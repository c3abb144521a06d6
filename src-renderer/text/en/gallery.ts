/** Headings of the gallery of shared components. */
import type { Words } from '../words.ts';
import type { gallery as chinese } from '../zh/gallery.ts';

export const gallery: Words<typeof chinese> = {
  title: 'Gallery',
  note: 'Every part in every state',
  tags: 'States',
  places: 'Four boxes',
  deadlines: 'Deadlines',
  masked: 'Masked numbers',
  next: 'Next step',
  nextWords:
    'Correct the account: the holder differs from the person by one character. Mended before the 25th, it goes out with this month’s roster.',
  nextQuiet: 'Waits for the county federation; nothing for you to do.',
  panels: 'Panels',
  panelWords: 'One sentence that explains.',
  list: 'Table',
  icons: 'Icons',
  buttons: 'Buttons',
  main: 'Correct account',
  plain: 'Print',
  danger: 'Delete draft',
  off: 'Off until something is chosen',
  empty: 'Nothing is due today.',
  emptyAct: 'See the 9 that wait for others',
  columns: { name: 'Name', amount: 'Amount' },
};
