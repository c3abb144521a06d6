/** People that flows take in: made up, valid, unlike each other and unlike those of the demo banner and of the rosters. */
import { seededRandom } from '#shared/base/chance.ts';
import { type DemoPerson, makeDemoPerson } from '#shared/domain/demo-people.ts';
import { DEMO_TOWNSHIPS, DEMO_VILLAGES, isWithin } from '#shared/domain/division.ts';

/** Below: the banner itself (0…9 999) and the rosters (10 000…). */
const FIRST_INDEX = 20_000;
const SEED = 7;
let taken = 0;
const random = seededRandom(SEED);

export const HOME_TOWNSHIP = DEMO_TOWNSHIPS[0]?.code ?? 0;

/** Somebody new; `fits` asks for more. */
export function newPerson(fits: (person: DemoPerson) => boolean = () => true): DemoPerson {
  const villages = DEMO_VILLAGES.filter(({ code }) => isWithin(HOME_TOWNSHIP, code));
  for (;;) {
    taken += 1;
    const village = villages[taken % villages.length]?.code ?? HOME_TOWNSHIP;
    const person = makeDemoPerson(random.next, village, FIRST_INDEX + taken);
    if (fits(person)) return person;
  }
}

/** The same person under a name that nobody else in the county has. */
export function named(name: string, person: DemoPerson): DemoPerson {
  return { ...person, name, accountHolder: name };
}

export const EAST_TOWNSHIP = DEMO_TOWNSHIPS[1]?.code ?? 0;

/** The same person as another township's form has them: a village there. */
export function livingIn(township: number, person: DemoPerson): DemoPerson {
  const villages = DEMO_VILLAGES.filter(({ code }) => isWithin(township, code));
  return { ...person, hukouVillage: villages[0]?.code ?? township };
}

/** The same person under another ID number, which the certificate number begins with. */
export function numbered(idNumber: string, person: DemoPerson): DemoPerson {
  const certificateNumber = idNumber + person.certificateNumber.slice(person.idNumber.length);
  return { ...person, idNumber, certificateNumber };
}

/** Entitled to both subsidies: dibao, grade 1 or 2, grown up, nothing about to expire. */
export const fitsBoth = ({
  householdCategory,
  grade,
  birthDate,
  certificateExpiresOn,
}: DemoPerson): boolean =>
  householdCategory === 'DIBAO' &&
  grade <= 2 &&
  birthDate < '2000-01-01' &&
  (certificateExpiresOn === null || certificateExpiresOn > '2027-12-31');

function personArgs(person: DemoPerson) {
  const { accountHolder, bankName, accountNumber, accountKind, ...rest } = person;
  const { sex: _, birthDate: __, disabilityClass: ___, grade, ...typed } = rest;
  return {
    ...typed,
    needsLongTermCare: grade <= 2,
    bank: { accountHolder, bankName, accountNumber, accountKind },
  };
}

/** Arguments of `application.submit` with everything there. */
export function applicationArgs(person: DemoPerson, atCounter: 'KEEP' | 'ACCEPT' = 'KEEP') {
  return {
    person: personArgs(person),
    benefits: ['LIVING', 'NURSING'],
    submittedOn: '2026-11-23',
    materials: ['ID_COPY', 'HUKOU_PAGE', 'CERT_COPY', 'BANK_ACCOUNT', 'DIBAO_PROOF', 'SIGNED_FORM'],
    declarations: { truth: true, privacyNotice: true },
    atCounter,
  };
}
