/** Two sides of one person, line by line: the same order on both, what differs marked by a word and by its characters, never by colour
 *  alone. A group of lines may carry a choice in its head.                                                             */
import type { ReactNode } from 'react';
import { sayCode } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { differences } from '../conflicts/differences.ts';
import { sayValue } from '../conflicts/field-words.ts';

export interface Line {
  readonly key: string;
  readonly label: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
  /** Undefined: not compared. */
  readonly differs?: boolean | undefined;
}

export interface LineGroup {
  readonly key: string;
  readonly title?: string;
  readonly left?: ReactNode;
  readonly right?: ReactNode;
  readonly lines: readonly Line[];
}

function Marked({ value, against }: { value: string; against: string }) {
  if (value === '') return <span className="faint">{t('people.compare.nothing')}</span>;
  return differences(against, value).map(({ text, isMarked }, at) =>
    // Pieces have no name but their place.
    isMarked && against !== '' ? (
      <mark key={`${at} ${text}`}>{text}</mark>
    ) : (
      <span key={`${at} ${text}`}>{text}</span>
    ),
  );
}

/** A line of two stored values. */
export function fieldLine(field: string, left: string | null, right: string | null): Line {
  const [ours, theirs] = [sayValue(field, left), sayValue(field, right)];
  return {
    key: field,
    label: sayCode('field', field),
    left: <Marked value={ours} against={theirs} />,
    right: <Marked value={theirs} against={ours} />,
    differs: left !== right,
  };
}

function LineRow({ line }: { line: Line }) {
  return (
    <tr className={line.differs ? 'differs' : ''}>
      <th scope="row">{line.label}</th>
      <td>{line.left}</td>
      <td>{line.right}</td>
      <td className="apart">
        {line.differs === true && (
          <span className="apart-word">
            <Icon name="eye" />
            {t('people.compare.differs')}
          </span>
        )}
        {line.differs === false && <span className="sr">{t('people.compare.same')}</span>}
      </td>
    </tr>
  );
}

interface CompareTableProps {
  readonly caption: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
  readonly groups: readonly LineGroup[];
}

export function CompareTable({ caption, left, right, groups }: CompareTableProps) {
  return (
    <table className="two-sides">
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="sr">{t('people.compare.item')}</span>
          </th>
          <th scope="col">{left}</th>
          <th scope="col">{right}</th>
          <th scope="col">
            <span className="sr">{t('people.compare.differs')}</span>
          </th>
        </tr>
      </thead>
      {groups.map(({ key, title, left: ours, right: theirs, lines }) => (
        <tbody key={key}>
          {title && (
            <tr className="two-sides-group">
              <th scope="rowgroup">{title}</th>
              <td>{ours}</td>
              <td>{theirs}</td>
              <td />
            </tr>
          )}
          {lines.map((line) => (
            <LineRow key={line.key} line={line} />
          ))}
        </tbody>
      ))}
    </table>
  );
}
