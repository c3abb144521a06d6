/** Mistakes in how papers' bytes are sent, kept, told of and erased (I16). */
import type { Mutant } from './mutant.ts';

export const PAPER_MUTANTS: readonly Mutant[] = [
  {
    name: 'newest-record-decides-erasing',
    file: 'src-server/papers/memory-papers.ts',
    from: '      this.papers.some(\n        ({ values }) => values.sha256 === sha256 && (values.removedAt === null || values.removedAt > before),\n      );',
    to: '      this.papers\n        .filter(({ values }) => values.sha256 === sha256)\n        .sort((a, b) => a.id - b.id)\n        .slice(-1)\n        .some(({ values }) => values.removedAt === null || values.removedAt > before);',
    also: [
      {
        file: 'src-server/papers/paper-store.ts',
        from: 'WHERE p.sha256 = c.sha256 AND (p.removed_at IS NULL OR p.removed_at > $1)) RETURNING 1`;',
        to: 'WHERE p.sha256 = c.sha256 AND (p.removed_at IS NULL OR p.removed_at > $1)\n    AND p.id = (SELECT max(id) FROM paper WHERE sha256 = c.sha256)) RETURNING 1`;',
      },
    ],
    story: 'Of several records of one content the newest says whether its bytes are erased.',
    source: 'trap 15; invariant 16',
    breaks: 'I16',
    scenario: 'papers',
  },
  {
    name: 'swept-as-it-is-at-the-county',
    file: 'src-main/replica/papers/sweep.ts',
    from: '(p.removed_at IS NULL OR p.removed_at > ?))',
    to: '((p.removed_at IS NULL AND p.arrived_at IS NULL) OR p.removed_at > ?))',
    story:
      'After a month a desk drops bytes that the county has, and a restored county asks for them in vain.',
    source: 'trap 12; Syncular 5.9',
    breaks: 'I16',
    scenario: 'papers',
  },
  {
    name: 'forwarded-paper-not-taken',
    file: 'src-server/papers/memory-papers.ts',
    from: '      if (key.startsWith(`${device}/`) && frame.commit !== null) own.add(frame.scope);\n',
    to: '      if (key.startsWith(`${device}/`) && frame.commit === 0) own.add(frame.scope);\n',
    also: [
      {
        file: 'src-server/papers/paper-store.ts',
        from: '        UNION SELECT scope FROM outcome WHERE device = $2 AND commit IS NOT NULL) LIMIT 1`,',
        to: '        UNION SELECT scope FROM outcome WHERE device = $2 AND commit = 0) LIMIT 1`,',
      },
    ],
    story: 'A paper that was put on somebody who had just moved away is named, and its bytes are not taken.',
    source: 'trap 7; trap 15',
    breaks: 'I16',
    scenario: 'papers',
  },
  {
    name: 'put-on-anew-not-sent',
    file: 'src-main/replica/papers/paper-rows.ts',
    from: 'uploaded_at = excluded.uploaded_at, next_try_at',
    to: 'uploaded_at = coalesce(paper_content.uploaded_at, excluded.uploaded_at), next_try_at',
    story: 'A picture that went up once is not sent when it is put on anew and its person has moved away.',
    source: 'trap 7; trap 15',
    breaks: 'I16',
    scenario: 'papers',
  },
];
