/** The sections at the left: what is whole, where the person is, what has a fault. A way to each of them. */
import { useEffect, useState } from 'react';
import { t } from '../../text/i18n.ts';
import { focusField } from '../../ui/FormField.tsx';
import { Icon, type IconName } from '../../ui/icon/Icon.tsx';
import { type SectionState, sectionStates } from './checks.ts';
import { FIELD_NAMES, SECTION_OF, SECTIONS, type SectionName } from './form.ts';
import type { Intake } from './use-intake.ts';

const ICONS: Readonly<Record<SectionState, IconName>> = { done: 'check', open: 'dot', wrong: 'alert' };

/** The section the focus is in. */
function useSectionInFocus(): SectionName | undefined {
  const [section, setSection] = useState<SectionName>();
  useEffect(() => {
    const follow = (event: FocusEvent): void => {
      const name = (event.target as HTMLElement).closest<HTMLElement>('[data-section]')?.dataset.section;
      const found = SECTIONS.find((one) => one === name);
      if (found) setSection(found);
    };
    document.addEventListener('focusin', follow);
    return () => document.removeEventListener('focusin', follow);
  }, []);
  return section;
}

function firstField(section: SectionName): string {
  return FIELD_NAMES.find((field) => SECTION_OF[field] === section) ?? '';
}

export function Contents({ intake }: { intake: Intake }) {
  const { form, reading } = intake;
  const inFocus = useSectionInFocus();
  const states = sectionStates(
    form,
    reading,
    (field) => intake.isSeen(field) && intake.faultAt(field) !== undefined,
  );
  const { needed, missing } = reading;
  return (
    <nav className="contents" aria-label={t('intake.contents')}>
      <ul>
        {SECTIONS.map((section) => (
          <li key={section}>
            <button
              type="button"
              className={`contents-item is-${states[section]}`}
              aria-current={section === inFocus ? 'step' : undefined}
              onClick={() => focusField(firstField(section))}
            >
              <Icon
                name={section === inFocus && states[section] === 'open' ? 'pen' : ICONS[states[section]]}
              />
              {section === 'materials'
                ? t('intake.materialsCount', { done: needed.length - missing.length, all: needed.length })
                : t(`intake.sections.${section}`)}
              <span className="sr">{t(`intake.sectionStates.${states[section]}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className="faint">{t('intake.enterHint')}</p>
      <p className="faint">{t('intake.backHint')}</p>
    </nav>
  );
}
