import type { Session } from '../../data/session.ts';
export function SignInScreen(_props: { readonly session: Session }) {
  return null;
}
