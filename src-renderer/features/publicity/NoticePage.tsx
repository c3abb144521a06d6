/** One notice: where it stands and what is next (F9), both editions as the public sees them, who objected and what came of it. Ctrl+P prints the
 *  board edition; the masked one for the net is handed out as a file until the last day, and not after it (∴: it comes down). */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Body, bodyOf } from '#shared/domain/state.ts';
import type { NoticePage as Page, PublicRowView } from '#shared/rpc/publicity-shapes.ts';
import { useMe, useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayDate, sayMoney, sayMonth } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FieldList, FieldRow } from '../../ui/FieldRow.tsx';
import { useKeys } from '../../ui/keys.ts';
import type { Column } from '../../ui/list/columns.ts';
import { ListTable } from '../../ui/list/ListTable.tsx';
import { NextStep } from '../../ui/NextStep.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { goTo } from '../../ui/route.ts';
import { Screen } from '../../ui/Screen.tsx';
import { TabBar } from '../../ui/TabBar.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { DocumentSheet } from '../documents/DocumentSheet.tsx';
import { download } from '../exports/download.ts';
import type { Doing } from './forms.ts';
import { NoticeForm } from './NoticeForm.tsx';
import { boardDocument } from './notice-words.ts';
import { NoticePhotos } from './NoticePhotos.tsx';
import { NoticeTag } from './NoticeTag.tsx';
import { ObjectionList } from './ObjectionList.tsx';
import { onlineFileOf } from './online-file.ts';
import { useNotice } from './use-notices.ts';

type Edition = 'board' | 'online';

function useColumns(): readonly Column<PublicRowView>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'name',
      title: t('publicity.columns.name'),
      width: 260,
      cell: ({ name, village }) => (
        <>
          <span className="name">{name}</span> {village && <span className="faint">{village}</span>}
        </>
      ),
    },
    {
      key: 'kind',
      title: t('publicity.columns.kind'),
      width: 220,
      cell: ({ benefitKind }) => sayCode('benefitFull', benefitKind),
    },
    {
      key: 'standard',
      title: t('publicity.columns.standard'),
      width: 120,
      align: 'end',
      cell: ({ standardFen }) => sayMoney(standardFen),
    },
    {
      key: 'since',
      title: t('publicity.columns.since'),
      width: 'fill',
      cell: ({ paidSince }) => paidSince && sayMonth(paidSince),
    },
  ];
}

function Proofs({ page, today }: { page: Page; today: string }) {
  const { t } = useTranslation();
  const { row } = page;
  const posted = row.postedOn && [sayDate(row.postedOn, today), page.poster, page.postedPlace].join(' · ');
  const down = page.takenDownOn && [sayDate(page.takenDownOn, today), page.remover].join(' · ');
  return (
    <FieldList>
      <FieldRow
        label={t('publicity.fields.made')}
      >{`${sayDate(row.preparedOn, today)} · ${page.preparedBy}`}</FieldRow>
      <FieldRow label={t('publicity.fields.paper')}>
        {page.paper.prints > 0 && t('publicity.paperOf', { number: page.paper.number, n: page.paper.prints })}
      </FieldRow>
      <FieldRow label={t('publicity.fields.posted')} note={page.postedWords}>
        {posted}
      </FieldRow>
      <FieldRow label={t('publicity.fields.online')}>{page.onlinePlace}</FieldRow>
      <FieldRow label={t('publicity.fields.lastDay')}>{row.lastDay && sayDate(row.lastDay, today)}</FieldRow>
      <FieldRow label={t('publicity.fields.takenDown')} note={page.closedWords}>
        {down}
      </FieldRow>
    </FieldList>
  );
}

function Editions({ page }: { page: Page }) {
  const { t } = useTranslation();
  const [edition, setEdition] = useState<Edition>('board');
  const columns = useColumns();
  return (
    <>
      <TabBar
        label={t('publicity.editions.label')}
        tabs={(['board', 'online'] as const).map((name) => ({ name, word: t(`publicity.editions.${name}`) }))}
        open={edition}
        onOpen={setEdition}
      />
      {page.unknownLines > 0 && (
        <p className="form-look">{t('publicity.unknown', { n: page.unknownLines })}</p>
      )}
      <ListTable
        label={t(`publicity.editions.${edition}`)}
        columns={columns}
        groups={[{ key: edition, rows: page[edition] }]}
        rowKey={(line) => page[edition].indexOf(line)}
      />
    </>
  );
}

/** What is next for this body, and the form that does it; nothing on a notice that is over. */
function nextOf({ row, objections }: Page, body: Body | undefined): Exclude<Doing, 'object'> | undefined {
  if (body === 'CIVIL_AFFAIRS')
    return objections.find(({ state, settlement }) => state === 'UPHELD' && settlement === null);
  if (body !== 'TOWNSHIP') return undefined;
  const open = objections.find(({ state }) => state === 'OPEN');
  if (open) return open;
  if (row.state === 'PREPARED') return 'post';
  return row.isOver ? 'close' : undefined;
}

function useNextWords(
  page: Page,
  next: ReturnType<typeof nextOf>,
): { readonly words: string; readonly act: string } {
  const { t } = useTranslation();
  if (typeof next === 'object' && next.state === 'UPHELD')
    return { words: t('publicity.next.settle'), act: t('publicity.settle.open') };
  if (next === 'post') return { words: t('publicity.next.post'), act: t('publicity.post.save') };
  if (next === 'close') return { words: t('publicity.next.close'), act: t('publicity.close.save') };
  if (next) return { words: t('publicity.next.decide'), act: t('publicity.decide.open') };
  if (page.objections.some(({ state, settlement }) => state === 'UPHELD' && settlement === null))
    return { words: t('publicity.next.held'), act: '' };
  const isOver = page.row.state === 'CLOSED';
  return { words: t(isOver ? 'publicity.next.over' : 'publicity.next.hangs'), act: '' };
}

const sayDoing = (doing: Doing): string =>
  typeof doing === 'string' ? doing : `${doing.state} ${doing.objectionId}`;

function PageBody({ page, today }: { page: Page; today: string }) {
  const { t } = useTranslation();
  const me = useMe();
  const body = me && bodyOf(me.role);
  const [doing, setDoing] = useState<Doing>();
  const next = nextOf(page, body);
  const { words, act } = useNextWords(page, next);
  const canAct = body === 'TOWNSHIP';
  const mayAct = next !== undefined && doing === undefined;
  const mayObject = canAct && page.row.postedOn !== null;
  const close = (): void => setDoing(undefined);
  const ends = { onDone: close, onCancel: close };
  useKeys([{ key: 'F9', label: act, off: !mayAct, run: () => setDoing(next) }]);
  return (
    <div className="checks-body">
      <NextStep
        quiet={!mayAct}
        act={
          mayAct && (
            <ActButton main keyName="F9" onClick={() => setDoing(next)}>
              {act}
            </ActButton>
          )
        }
      >
        {words}
      </NextStep>
      {doing && <NoticeForm key={sayDoing(doing)} page={page} doing={doing} {...ends} />}
      <Proofs page={page} today={today} />
      <Panel title={t('publicity.objections')} icon="alert" count={page.objections.length}>
        {mayObject && (
          <ActButton size="small" icon="plus" onClick={() => setDoing('object')}>
            {t('publicity.object.open')}
          </ActButton>
        )}
        <ObjectionList objections={page.objections} today={today} body={body} onAct={setDoing} />
      </Panel>
      {page.row.postedOn !== null && <NoticePhotos page={page} today={today} canAct={canAct} />}
      <Editions page={page} />
    </div>
  );
}

export function NoticePage({ noticeId }: { noticeId: number }) {
  const { t } = useTranslation();
  const me = useMe();
  const today = useSession()?.today ?? '';
  const page = useNotice(noticeId);
  const [sheet, setSheet] = useState<Parameters<typeof DocumentSheet>[0]['of']>();
  // Who may not issue it looks at what was printed.
  const kept = page?.paper.documentId ?? null;
  const mayPrint = kept !== null || (me !== undefined && bodyOf(me.role) === 'TOWNSHIP');
  const print = (): void => {
    if (page)
      setSheet(kept === null ? { made: boardDocument(page, me?.unitName ?? '') } : { documentId: kept });
  };
  useKeys([{ key: 'Ctrl+P', label: t('publicity.print'), off: !page || !mayPrint, run: print }]);
  if (page === undefined) return null;
  if (page === null) return <p className="checks-body">{t('publicity.gone')}</p>;
  if (sheet) return <DocumentSheet of={sheet} onClose={() => setSheet(undefined)} />;
  const { row } = page;
  const isHanging = row.state !== 'CLOSED' && !row.isOver;
  const save = (): void => {
    const { name, content } = onlineFileOf(page, me?.unitName ?? '');
    download(name, content);
  };
  const head = (
    <PageHead
      ruled
      before={<TextLink onClick={() => goTo({ screen: 'publicity' })}>{t('publicity.title')}</TextLink>}
      title={t('publicity.titleOf', {
        ...{ place: row.placeName, occasion: sayCode('noticeOccasion', row.occasion) },
        month: sayMonth(row.toMonth),
      })}
      about={noticeId}
      note={<NoticeTag row={row} />}
      acts={
        <>
          <ActButton size="small" icon="printer" keyName="Ctrl+P" off={!mayPrint} onClick={print}>
            {t('publicity.print')}
          </ActButton>{' '}
          <ActButton size="small" icon="download" off={!isHanging} onClick={save}>
            {t(isHanging ? 'publicity.onlineFile' : 'publicity.onlineOver')}
          </ActButton>
        </>
      }
    />
  );
  return (
    <Screen layout="plain" head={head}>
      <PageBody page={page} today={today} />
    </Screen>
  );
}
