/** One field of a form: label above, control, and one line under it that says what was read from it, what is wrong or what
 *  to look at. The line is tied to the control, so that whoever hears the field hears it too.
 *  Required is the norm: what may stay empty says so. `name` is where the focus is sent (focusField).               */
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { t } from '../text/i18n.ts';
import { Icon } from './icon/Icon.tsx';
import './form.css';

/** What the control inside is given. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface FormFieldProps {
  readonly name: string;
  readonly label: string;
  /** Columns of six it takes. */
  readonly span?: 1 | 2 | 3 | 4 | 5 | 6;
  readonly isOptional?: boolean;
  /** Several controls under one question: a real fieldset with a legend. */
  readonly isGroup?: boolean;
  readonly note?: ReactNode;
  /** What is wrong: seal, with its icon. */
  readonly fault?: string;
  /** Worth a second look: amber. */
  readonly look?: string;
  /** What was read from the field, in pencil or checked. */
  readonly help?: ReactNode;
  readonly children: (control: ControlProps) => ReactNode;
}

export function FormField(props: FormFieldProps) {
  const {
    name,
    label,
    span = 6,
    isOptional = false,
    isGroup = false,
    note,
    fault,
    look,
    help,
    children,
  } = props;
  const id = useId();
  const line = `${id}-line`;
  const describedBy = fault || look || help ? line : undefined;
  const className = `form-field span-${span}`;
  const words = (
    <>
      {isOptional && <span className="faint">{t('ui.form.optional')}</span>}
      {note && <span className="faint">{note}</span>}
    </>
  );
  const below = (
    <div className="form-line" id={line}>
      <FieldLine fault={fault} look={look} />
      {!fault && help}
    </div>
  );
  const control = children({ id, 'aria-invalid': Boolean(fault), 'aria-describedby': describedBy });
  if (isGroup) {
    return (
      <fieldset className={className} data-field={name} aria-describedby={describedBy}>
        <legend className="form-label">
          {label} {words}
        </legend>
        {control}
        {below}
      </fieldset>
    );
  }
  return (
    <div className={className} data-field={name}>
      <div className="form-label">
        <label htmlFor={id}>{label}</label>
        {words}
      </div>
      {control}
      {below}
    </div>
  );
}

function FieldLine({ fault, look }: { fault: string | undefined; look: string | undefined }) {
  return (
    <>
      {fault && (
        <span className="form-fault">
          <Icon name="alert" />
          {fault}
        </span>
      )}
      {look && (
        <span className="form-look">
          <Icon name="eye" />
          {look}
        </span>
      )}
    </>
  );
}

/** Brings the focus to the control of a field. False when there is no such field on the screen. */
export function focusField(name: string): boolean {
  const field = document.querySelector<HTMLElement>(`[data-field="${name}"]`);
  const control = field?.querySelector<HTMLElement>(
    'input:not([disabled]), textarea:not([disabled]), button:not([disabled])',
  );
  control?.focus();
  field?.scrollIntoView?.({ block: 'nearest' });
  return control !== null && control !== undefined;
}

/** Enter goes to the next control, Shift+Enter back. An open picker takes the Enter first, then the focus goes on. Texts of
 *  several lines and buttons keep their Enter.                                                                      */
export function stepByEnter(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'Enter' || event.ctrlKey || event.altKey || event.nativeEvent.isComposing) return;
  const target = event.target as HTMLElement;
  if (!target.matches('input, h1')) return;
  const stops = [
    ...event.currentTarget.querySelectorAll<HTMLElement>('[data-field] input:not([disabled])'),
  ].filter((stop) => !isUnchosenRadio(stop));
  const next = stops[stops.indexOf(target) + (event.shiftKey ? -1 : 1)];
  if (target.getAttribute('aria-expanded') === 'true') {
    requestAnimationFrame(() => next?.focus());
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  next?.focus();
}

/** Of a group of radios only one is a stop: the chosen one, or the first when none is. */
function isUnchosenRadio(stop: HTMLElement): boolean {
  if (!(stop instanceof HTMLInputElement) || stop.type !== 'radio' || stop.checked) return false;
  const group = [
    ...(stop.closest('[data-field]')?.querySelectorAll<HTMLInputElement>('input[type=radio]') ?? []),
  ];
  return group.some((radio) => radio.checked) || group[0] !== stop;
}
