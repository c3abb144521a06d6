/** Two sides of one person, line by line: the same order on both, what differs marked by a word and by its characters, never by colour
 *  alone. A group of lines may carry a choice in its head.                                                             */
import { type ReactNode, useState } from 'react';
import { sayCode, sayList } from '../../text/codes.ts';
import { t } from '../../text/i18n.ts';
import { Icon } from '../../ui/icon/Icon.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
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
  /** Alike on both sides: only named until somebody wants to see it. */
  readonly isAlike?: boolean;
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

function GroupBody({ group: { title, left, right, lines } }: { group: LineGroup }) {
  return (
    <tbody>
      {title && (
        <tr className="two-sides-group">
          <th scope="rowgroup">{title}</th>
          <td>{left}</td>
          <td>{right}</td>
          <td />
        </tr>
      )}
      {lines.map((line) => (
        <LineRow key={line.key} line={line} />
      ))}
    </tbody>
  );
}

/** The groups that are alike, in one line. */
function Alike({
  groups,
  isOpen,
  onTurn,
}: {
  groups: readonly LineGroup[];
  isOpen: boolean;
  onTurn: () => void;
}) {
  if (groups.length === 0) return null;
  return (
    <tbody>
      <tr className="two-sides-group">
        <th scope="row">{t('people.compare.alike')}</th>
        <td colSpan={3}>
          {sayList(groups.map(({ title }) => title ?? ''))}{' '}
          <TextLink onClick={onTurn}>{t(isOpen ? 'people.compare.fold' : 'people.compare.unfold')}</TextLink>
        </td>
      </tr>
    </tbody>
  );
}

interface CompareTableProps {
  readonly caption: string;
  readonly left: ReactNode;
  readonly right: ReactNode;
  readonly groups: readonly LineGroup[];
}

export function CompareTable({ caption, left, right, groups }: CompareTableProps) {
  const [isOpen, setOpen] = useState(false);
  const alike = groups.filter(({ isAlike }) => isAlike === true);
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
      {groups
        .filter((group) => !alike.includes(group))
        .map((group) => (
          <GroupBody key={group.key} group={group} />
        ))}
      <Alike groups={alike} isOpen={isOpen} onTurn={() => setOpen(!isOpen)} />
      {isOpen && alike.map((group) => <GroupBody key={group.key} group={group} />)}
    </table>
  );
}
