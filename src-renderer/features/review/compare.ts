/** What the machine can compare for a reviewer, line by line: what the file says, what it is held against, and the result.
 *  It answers no question; the reviewer does. A body is shown only lines of its own matter.                         */
import { isSevere } from '#shared/domain/certificate.ts';
import type { ApplicationView, PersonFacts } from '#shared/rpc/desk-shapes.ts';
import type { JudgingBody } from '#shared/domain/state.ts';
import { sayCode } from '../../text/codes.ts';
import { sayDate, sayMonth } from '../../text/dates.ts';
import { t } from '../../text/i18n.ts';

export type CompareItem =
  | 'certificate'
  | 'status'
  | 'grade'
  | 'household'
  | 'account'
  | 'materials'
  | 'month';

export interface Comparison {
  readonly item: CompareItem;
  readonly said: string;
  readonly against: string;
  readonly verdict: 'ok' | 'bad' | 'look' | 'none';
  readonly words: string;
}

interface Facts {
  readonly person: PersonFacts;
  readonly application: ApplicationView;
  readonly today: string;
}

function certificateLine({ person }: Facts): Comparison {
  const masked = person.certificateNumberMasked;
  return {
    item: 'certificate',
    said: masked ?? t('review.said.noCertificate'),
    against: t('review.against.idNumber'),
    // A number that does not begin with the person's own is refused at intake and in every correction.
    verdict: masked ? 'ok' : 'bad',
    words: t(masked ? 'review.compared.prefixOk' : 'review.compared.missing'),
  };
}

function statusLine({ person, today }: Facts): Comparison {
  const until = person.certificateExpiresOn;
  const status = sayCode('certificateStatus', person.certificateStatus ?? 'VALID');
  const isValid = (person.certificateStatus ?? 'VALID') === 'VALID';
  const isExpired = until !== null && until < today;
  const words = isExpired ? t('review.compared.expired') : t('review.compared.statusOk');
  return {
    item: 'status',
    said: until
      ? t('review.said.status', { status, date: sayDate(until, today) })
      : t('review.said.longTerm', { status }),
    against: t('review.against.today', { date: sayDate(today) }),
    verdict: !isValid || isExpired ? 'bad' : 'ok',
    words: isValid ? words : t('review.compared.statusBad', { status }),
  };
}

function gradeLine({ person, application }: Facts): Comparison {
  const { grade, disabilityClass } = person;
  const isAsked = application.benefits.includes('NURSING');
  const said = t('review.said.grade', {
    class: sayCode('disabilityClass', disabilityClass),
    grade: sayCode('grade', grade),
  });
  if (grade === null) {
    return {
      item: 'grade',
      said: t('review.said.unknown'),
      against: t('review.against.severe'),
      verdict: 'bad',
      words: t('review.compared.missing'),
    };
  }
  if (!isAsked) {
    const against = t('review.against.anyGrade');
    return { item: 'grade', said, against, verdict: 'none', words: t('review.compared.notAsked') };
  }
  return {
    item: 'grade',
    said,
    against: t('review.against.severe'),
    verdict: isSevere(grade) ? 'ok' : 'bad',
    words: t(isSevere(grade) ? 'review.compared.severeOk' : 'review.compared.severeBad'),
  };
}

function householdLine({ person, application }: Facts): Comparison {
  const household = sayCode('household', person.householdCategory ?? 'NONE');
  const said = person.householdFrom
    ? t('review.said.household', { household, month: sayMonth(person.householdFrom) })
    : t('review.said.householdPlain', { household });
  if (!application.benefits.includes('LIVING')) {
    const against = t('review.against.notLiving');
    return { item: 'household', said, against, verdict: 'none', words: t('review.compared.notAsked') };
  }
  const isCovered = person.householdCategory === 'DIBAO';
  return {
    item: 'household',
    said,
    against: t('review.against.dibao'),
    verdict: isCovered ? 'ok' : 'bad',
    words: t(isCovered ? 'review.compared.householdOk' : 'review.compared.householdBad'),
  };
}

function accountLine({ person }: Facts): Comparison {
  const holder = person.accountHolder;
  const against = t('review.against.name', { name: person.name });
  if (!holder) {
    const said = t('review.said.noAccount');
    return { item: 'account', said, against, verdict: 'bad', words: t('review.compared.noAccount') };
  }
  const isSame = holder === person.name;
  return {
    item: 'account',
    said: `${t('review.said.account', { holder })} ${person.accountNumberMasked ?? ''}`,
    against,
    verdict: isSame ? 'ok' : 'look',
    words: t(isSame ? 'review.compared.nameOk' : 'review.compared.nameBad'),
  };
}

function materialsLine({ application }: Facts): Comparison {
  const missing = application.missing.length;
  return {
    item: 'materials',
    said: t('review.said.materials', { got: application.materials.length, missing }),
    against: t('review.against.all'),
    verdict: missing === 0 ? 'ok' : 'bad',
    words: t(missing === 0 ? 'review.compared.materialsOk' : 'review.compared.materialsBad'),
  };
}

function monthLine({ application, today }: Facts): Comparison {
  const on = application.submittedOn;
  return {
    item: 'month',
    said: on ? t('review.said.submitted', { date: sayDate(on, today) }) : t('review.said.unknown'),
    against: on ? t('review.against.month', { month: sayMonth(on) }) : t('review.said.unknown'),
    verdict: on ? 'ok' : 'bad',
    words: t(on ? 'review.compared.monthOk' : 'review.compared.missing'),
  };
}

const LINES: Readonly<Record<JudgingBody, readonly ((facts: Facts) => Comparison)[]>> = {
  TOWNSHIP: [certificateLine, statusLine, gradeLine, householdLine, accountLine, materialsLine],
  FEDERATION: [certificateLine, statusLine, gradeLine],
  CIVIL_AFFAIRS: [householdLine, accountLine, monthLine],
};

export function comparisonsFor(body: JudgingBody, facts: Facts): Comparison[] {
  return LINES[body].map((line) => line(facts));
}
