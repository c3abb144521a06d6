/** Handing over a register: which one, from whom, of which day, the file; what was read of it, and only then the act. */
import { type RefObject, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterKind } from '#shared/domain/register.ts';
import type { CompareOverview } from '#shared/rpc/compare-shapes.ts';
import { useSession } from '../../data/session.ts';
import { sayCode } from '../../text/codes.ts';
import { sayMonth } from '../../text/dates.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { ChoiceRow, TextRow } from '../../ui/FormRows.tsx';
import { useKeys } from '../../ui/keys.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';
import { Screen } from '../../ui/Screen.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { OFFERED } from '../imports/read-file.ts';
import { MapColumns } from './MapColumns.tsx';
import { LookFault, ReadView } from './ReadView.tsx';
import { type Chosen, lookAtRegister, type Looked, takeRegister } from './use-compare.ts';

interface HandOverProps {
  readonly overview: CompareOverview;
  readonly first: RegisterKind;
  readonly onClose: () => void;
}

/** A date as it is typed; the replica judges it. */
const DATE = /^\d{4}-\d{2}-\d{2}$/;

function useHandOver({ overview, first, onClose }: HandOverProps) {
  const { t } = useTranslation();
  const today = useSession()?.today ?? '';
  const [kind, setKind] = useState<RegisterKind>(first);
  const [source, setSource] = useState(sayCode('registerSource', first));
  const [asOf, setAsOf] = useState(today);
  const [looked, setLooked] = useState<Looked>();
  const [file, setFile] = useState<File>();
  const [isMapping, setMapping] = useState(false);
  const [progress, setProgress] = useState<string>();
  const [refusal, setRefusal] = useState<string>();
  const read = looked && 'look' in looked && looked.look.ok ? looked.look : undefined;
  const mayTake = Boolean(read?.canTake && source.trim() && DATE.test(asOf) && progress === undefined);
  const look = async (picked: File, chosen?: Chosen): Promise<void> => {
    setFile(picked);
    setLooked(undefined);
    setMapping(false);
    setProgress(t('compare.handOver.reading'));
    setLooked(await lookAtRegister({ kind, source: source.trim(), chosen }, picked));
    setProgress(undefined);
  };
  const lookAgain = (chosen: Chosen): void => void (file && look(file, chosen));
  const take = async (): Promise<void> => {
    if (!read || !mayTake) return;
    const tell = (done: number, total: number): void =>
      setProgress(t('compare.handOver.writing', { done, total }));
    tell(0, 0);
    const input = { lookId: read.lookId, month: overview.month, asOf, source: source.trim() };
    const answer = await takeRegister(input, tell);
    setProgress(undefined);
    setRefusal(answer);
    if (answer === undefined) onClose();
  };
  const chooseKind = (value: RegisterKind): void => {
    setKind(value);
    setSource(sayCode('registerSource', value));
    setLooked(undefined);
  };
  return {
    ...{ kind, source, asOf, looked, read, progress, refusal, mayTake },
    ...{ look, lookAgain, isMapping, setMapping, take: () => void take(), chooseKind, setSource, setAsOf },
  };
}

interface FilePickProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onFile: (file: File) => void;
}

function FilePick({ input, onFile }: FilePickProps) {
  const { t } = useTranslation();
  return (
    <input
      ref={input}
      type="file"
      accept={OFFERED}
      aria-label={t('compare.handOver.pick')}
      hidden
      onChange={(event) => {
        const file = event.target.files?.[0];
        if (file) onFile(file);
        event.target.value = '';
      }}
    />
  );
}

export function HandOver(props: HandOverProps) {
  const { overview, first, onClose } = props;
  const { t } = useTranslation();
  const handing = useHandOver(props);
  const { kind, source, asOf, looked, read, progress, refusal, mayTake, take } = handing;
  const input = useRef<HTMLInputElement>(null);
  const choose = (): void => input.current?.click();
  useKeys([
    { key: 'F8', label: t('compare.handOver.pick'), run: choose },
    { key: 'F9', label: t('compare.handOver.take'), off: !mayTake, run: take },
    { key: 'Esc', label: t('compare.back'), run: onClose },
  ]);
  const foot = (
    <>
      <span role="status">{progress}</span>
      <span className="push" />
      <ActButton keyName="Esc" onClick={onClose}>
        {t('compare.back')}
      </ActButton>
      <ActButton main keyName="F9" off={!mayTake} onClick={take}>
        {t('compare.handOver.take')}
      </ActButton>
    </>
  );
  const unread = looked && 'look' in looked && !looked.look.ok ? looked.look.mapping : null;
  const mapping = read && handing.isMapping ? read.mapping : unread;
  const title = t('compare.handOver.title', { month: sayMonth(overview.month) });
  return (
    <Screen layout="plain" head={<PageHead ruled title={title} about={first} />} foot={foot}>
      <div className="checks-body hand-over">
        <RefusalLine code={refusal} />
        <div className="form-grid">
          {overview.mayHandOver.length > 1 && (
            <ChoiceRow
              name="kind"
              label={t('compare.handOver.kind')}
              value={kind}
              options={overview.mayHandOver.map((value) => ({
                ...{ value, label: sayCode('registerKind', value) },
              }))}
              onChoose={(value) => handing.chooseKind(value as RegisterKind)}
            />
          )}
          <TextRow
            {...{ name: 'source', label: t('compare.handOver.source'), value: source, most: 60, span: 3 }}
            onType={handing.setSource}
          />
          <TextRow
            {...{ name: 'asOf', label: t('compare.handOver.asOf'), value: asOf, most: 10, span: 3 }}
            fault={DATE.test(asOf) ? undefined : t('compare.handOver.dateFault')}
            onType={handing.setAsOf}
          />
        </div>
        <p className="quiet">{t(`compare.handOver.wants.${kind}`)}</p>
        <FilePick input={input} onFile={(file) => void handing.look(file)} />
        <ActButton icon="page" keyName="F8" onClick={choose}>
          {t('compare.handOver.pick')}
        </ActButton>
        {looked && !read && <LookFault looked={looked} />}
        {read && <ReadView look={read} />}
        {read && !handing.isMapping && (
          <TextLink onClick={() => handing.setMapping(true)}>{t('compare.mapping.change')}</TextLink>
        )}
        {mapping && <MapColumns mapping={mapping} onChosen={handing.lookAgain} />}
      </div>
    </Screen>
  );
}
