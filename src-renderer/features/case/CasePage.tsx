export function CasePage(_props: { readonly personId: number }) {
  return null;
}
