/** A check that the supervisor made without telling (不定期抽查, S004 art.7): where, when, how many were looked at, what was not as it should be. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useIssue } from '../../data/issue.ts';
import { t } from '../../text/i18n.ts';
import { ActButton } from '../../ui/ActButton.tsx';
import { FormField } from '../../ui/FormField.tsx';
import { useKeys } from '../../ui/keys.ts';
import { Panel } from '../../ui/Panel.tsx';
import { RefusalLine } from '../../ui/RefusalLine.tsx';

const FIELDS = ['checkedOn', 'looked', 'wrong', 'words'] as const;
type Typed = Readonly<Record<(typeof FIELDS)[number], string>>;

interface UnscheduledFormProps {
  readonly places: readonly { readonly code: number; readonly name: string }[];
  readonly today: string;
  readonly onEnd: () => void;
}

export function UnscheduledForm({ places, today, onEnd }: UnscheduledFormProps) {
  const [place, setPlace] = useState(places[0]?.code);
  const [typed, setTyped] = useState<Typed>({ checkedOn: today, looked: '', wrong: '0', words: '' });
  const [hasTried, setTried] = useState(false);
  const { issue, isBusy, refusal } = useIssue('spotCheck.unscheduled');
  const isFit =
    /^\d{4}-\d{2}-\d{2}$/.test(typed.checkedOn) &&
    /^\d{1,4}$/.test(typed.looked) &&
    /^\d{1,4}$/.test(typed.wrong);
  const submit = (): void => {
    setTried(true);
    if (!isFit || place === undefined || isBusy) return;
    const { checkedOn, looked, wrong, words } = typed;
    const numbers = { looked: Number(looked), wrong: Number(wrong) };
    void issue({ place, checkedOn, ...numbers, words: words.trim() || null }).then(({ ok }) => ok && onEnd());
  };
  useKeys(
    [
      { key: 'F9', label: t('compare.unscheduled.act'), run: submit },
      { key: 'Esc', label: t('compare.unscheduled.cancel'), run: onEnd },
    ],
    'over',
  );
  return (
    <Panel title={t('compare.unscheduled.title')}>
      <div className="report-acts">
        <FormField name="place" label={t('compare.unscheduled.place')}>
          {(control) => (
            <Select
              {...control}
              value={place ?? null}
              popupMatchSelectWidth={false}
              options={places.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(code) => setPlace(code ?? undefined)}
            />
          )}
        </FormField>
        {FIELDS.map((field) => (
          <FormField key={field} name={field} label={t(`compare.unscheduled.${field}`)}>
            {(control) => (
              <Input
                {...control}
                value={typed[field]}
                autoComplete="off"
                onChange={(event) => setTyped({ ...typed, [field]: event.target.value })}
              />
            )}
          </FormField>
        ))}
      </div>
      {hasTried && !isFit && <p role="alert">{t('compare.unscheduled.fault')}</p>}
      <RefusalLine code={refusal?.code} />
      <div className="report-acts">
        <ActButton main keyName="F9" isBusy={isBusy} onClick={submit}>
          {t('compare.unscheduled.act')}
        </ActButton>
        <ActButton keyName="Esc" onClick={onEnd}>
          {t('compare.unscheduled.cancel')}
        </ActButton>
      </div>
    </Panel>
  );
}
