/** Words of papers: photos and PDFs of what an applicant brought. */
import type { Words } from '../words.ts';
import type { papers as chinese } from '../zh/papers.ts';

export const papers: Words<typeof chinese> = {
  title: 'Photos of papers',
  count: '{{n}} {{n, paper|papers}}',
  none: 'No photo of a paper yet.',
  noneToReview:
    'This case has no photos of papers yet. Compare with the original in your hand or your own register.',
  name: '{{material}}, {{date}}',
  pdf: 'PDF {{size}}',
  keys: { add: 'Add paper' },
  state: {
    kept: 'Saved here',
    uploaded: 'Uploaded',
    'at-county': 'At the county, not fetched here yet',
    awaited: 'The picture has not come yet',
    closed: 'Not for this role',
  },
  awaitedFrom: 'The picture has not come yet; it is on {{computer}}',
  notArrived:
    '{{n}} {{n, picture has|pictures have}} not reached the county yet: {{names}}. No determination before they have; this line goes by itself.',
  line: {
    title: 'How pictures of papers are sent',
    modes: {
      auto: 'On a slow line work goes first and pictures when the line is free; on a fast one both at once',
      always: 'Work always goes first, pictures when the line is free',
      never: 'Both at once, without waiting',
    },
    up: '{{n}} {{n, picture waits|pictures wait}} to go up, {{size}}.',
    down: '{{n}} {{n, picture waits|pictures wait}} to come down, {{size}}.',
    none: 'No picture waits.',
  },
  add: {
    label: 'Add photos of papers',
    material: 'What paper is it',
    choose: 'Choose the paper first',
    pick: 'Choose photo or PDF',
    camera: 'Take a photo',
    limits:
      'Up to 20 MB each, JPG, PNG or PDF. Phone photos are made smaller and do not keep the place where they were taken.',
    ways: 'Files may also be dropped here, or copied and pasted with Ctrl+V.',
    waiting: '{{n}} {{n, file waits|files wait}}. Choose what paper it is; then it is saved.',
    preparing: 'Saving {{file}}',
    saved: 'Saved on this computer: {{material}}, {{n}} {{n, paper|papers}}.',
    noName: 'Pasted photo',
    seen: 'Understood',
  },
  viewer: {
    tools: 'How to look',
    larger: 'Larger',
    smaller: 'Smaller',
    zoom: '{{percent}}%',
    turn: 'Turn',
    previous: 'Previous',
    next: 'Next',
    close: 'Close',
    position: '{{at}} of {{of}}',
    reading: 'Opening.',
    awaited:
      'This paper has not reached this computer yet. It shows by itself when it does; there is no need to stay on this page.',
    closed: 'This paper is not for your role.',
    gone: 'This paper was taken off.',
    broken:
      'This paper cannot be opened; the copy on this computer may be damaged. The data was not touched. Ask the clerk to add it again.',
    pdf: 'This is a PDF of {{size}}, which is not shown here. Save it as a file and open it with a PDF viewer.',
    save: 'Save as file',
    saveNote: 'The saved file is not encrypted. Delete it when you have looked at it.',
  },
  remove: {
    act: 'Take off',
    title: 'Take off {{paper}}',
    reason: 'Why is it taken off',
    hint: 'e.g. photo of somebody else’s paper',
    fault: 'No reason yet. Write a word on why; it stays in the history.',
    cancel: 'Keep it',
  },
  removed: {
    title: '{{n}} taken off',
    line: '{{material}}: taken off on {{date}} by {{who}}, {{reason}}',
  },
};
