/** How many were found, of how many, by which reading, how fast. Who hears the screen is told how many once the typing rests. */
import { Trans, useTranslation } from 'react-i18next';
import { sayCount } from '../../text/dates.ts';
import { sayText } from '../../ui/search.ts';
import type { CaseList } from './use-cases.ts';
import { useSettled } from '../../ui/use-settled.ts';

const TYPING_RESTS_MS = 700;

export function CasesNote({ list }: { list: CaseList }) {
  const { t } = useTranslation();
  const { filter } = list;
  const said = useSettled(t('cases.said', { total: sayCount(list.total) }), TYPING_RESTS_MS);
  const values = {
    all: sayCount(list.all),
    total: sayCount(list.total),
    ms: Math.max(1, Math.round(list.milliseconds)),
    reading: t(`cases.reading.${list.reading}`),
    text: sayText(filter.text),
  };
  const key = filter.text
    ? 'cases.found'
    : filter.state || filter.benefit
      ? 'cases.filtered'
      : 'cases.everyone';
  return (
    <>
      <span>
        <Trans i18nKey={key} values={values} components={{ b: <b /> }} />
      </span>
      <span role="status" className="sr">
        {said}
      </span>
    </>
  );
}
