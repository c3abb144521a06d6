/** Lets antd style itself under `style-src 'self'` with Trusted Types. Must be the first import of the entry.
 *  antd writes CSS at run time into `<style>` elements, which the policy forbids. Here it gets an element of another name
 *  that only calls itself STYLE (Chromium checks the policy for every real one, even of a foreign type), and the text goes
 *  into a constructable style sheet.
 *  SS1 the sheets adopted by the document are those of the connected elements, in the order of the document.
 *  SS2 what antd writes lies in the layer `antd`, below our own layers (ui/tokens.css), so no specificity war begins.
 *  No Trusted Types policy is needed: nothing here hands text to the browser's HTML parser.                        */

interface Inert {
  text: string;
  readonly sheet: CSSStyleSheet;
}

const INERT_NAME = 'sumu-style';
const STYLE = 'STYLE';

function textOf(
  property: 'innerHTML' | 'textContent',
  inert: Inert,
): PropertyDescriptor & ThisType<HTMLElement> {
  return {
    configurable: true,
    enumerable: property === 'innerHTML',
    get: () => inert.text,
    set: (value: unknown) => {
      inert.text = String(value ?? '');
      inert.sheet.replaceSync(inert.text === '' ? '' : `@layer antd{${inert.text}}`);
    },
  };
}

/** Installs the shim on a document. Called once, below, for the window's own. */
export function installStyleShim(target: Document): void {
  const inerts = new Map<Element, Inert>();
  const create = target.createElement.bind(target) as (
    name: string,
    options?: ElementCreationOptions,
  ) => HTMLElement;

  const adopt = (): void => {
    const connected: CSSStyleSheet[] = [];
    for (const element of target.querySelectorAll(INERT_NAME)) {
      const inert = inerts.get(element);
      if (inert) connected.push(inert.sheet);
    }
    target.adoptedStyleSheets = connected;
  };

  const createElement = (name: string, options?: ElementCreationOptions): HTMLElement => {
    if (name.toUpperCase() !== STYLE) return create(name, options);
    const element = create(INERT_NAME);
    const inert: Inert = { text: '', sheet: new CSSStyleSheet() };
    // antd finds its own elements again by this name.
    Object.defineProperty(element, 'tagName', { value: STYLE });
    Object.defineProperty(element, 'nodeName', { value: STYLE });
    Object.defineProperty(element, 'innerHTML', textOf('innerHTML', inert));
    Object.defineProperty(element, 'textContent', textOf('textContent', inert));
    inerts.set(element, inert);
    return element;
  };
  target.createElement = createElement as typeof target.createElement;

  const touchesStyle = (nodes: NodeList): boolean => [...nodes].some((node) => node.nodeName === STYLE);
  new MutationObserver((records) => {
    if (
      records.some(({ addedNodes, removedNodes }) => touchesStyle(addedNodes) || touchesStyle(removedNodes))
    )
      adopt();
  }).observe(target.documentElement, { childList: true, subtree: true });
}

if (typeof CSSStyleSheet !== 'undefined' && 'replaceSync' in CSSStyleSheet.prototype)
  installStyleShim(document);
