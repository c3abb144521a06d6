/** antd in our colours and measures. The values repeat ui/tokens.css because antd computes with them (hover tones,
 *  line heights); app/theme.test.ts holds both files against each other. Large type scales here as it does there. */
import type { ConfigProviderProps, ThemeConfig } from 'antd';
import type { Looks } from '../ui/appearance.ts';

const PLAIN = {
  ink: '#1B1E22',
  ink2: '#44494F',
  ink3: '#5E636A',
  paper: '#FFFFFF',
  sunk: '#F7F7F4',
  desk: '#EFEFEA',
  acc: '#1F4B7A',
  accHover: '#163A61',
  accTint: '#E9F0F7',
  seal: '#A3241B',
  amber: '#764F00',
  green: '#1F6339',
  edge: '#85837A',
  line: '#E1E0DA',
};

const HIGH_CONTRAST: typeof PLAIN = {
  ink: '#000000',
  ink2: '#000000',
  ink3: '#000000',
  paper: '#FFFFFF',
  sunk: '#FFFFFF',
  desk: '#FFFFFF',
  acc: '#00306B',
  accHover: '#00306B',
  accTint: '#FFFFFF',
  seal: '#8B0000',
  amber: '#5A3A00',
  green: '#00451A',
  edge: '#000000',
  line: '#000000',
};

const CONTROL_HEIGHTS = {
  100: { normal: 34, small: 28, large: 44 },
  125: { normal: 44, small: 36, large: 52 },
  150: { normal: 50, small: 44, large: 58 },
  200: { normal: 62, small: 54, large: 70 },
} as const;

/** Follows the language there. */
const FONT = 'var(--font)';

type Colours = typeof PLAIN;

function globalTokens(colours: Colours, { typeScale, motion }: Looks): ThemeConfig['token'] {
  const heights = CONTROL_HEIGHTS[typeScale];
  const scale = typeScale / 100;
  return {
    colorPrimary: colours.acc,
    colorLink: colours.acc,
    colorLinkHover: colours.accHover,
    colorInfo: colours.acc,
    colorError: colours.seal,
    colorWarning: colours.amber,
    colorSuccess: colours.green,
    colorText: colours.ink,
    colorTextSecondary: colours.ink2,
    colorTextTertiary: colours.ink3,
    colorTextPlaceholder: colours.ink3,
    colorTextDisabled: colours.ink3,
    colorBorder: colours.edge,
    colorBorderSecondary: colours.line,
    colorBgLayout: colours.desk,
    colorBgContainer: colours.paper,
    colorFillAlter: colours.sunk,
    colorBgContainerDisabled: colours.sunk,
    controlItemBgActive: colours.accTint,
    borderRadius: 3,
    borderRadiusSM: 3,
    borderRadiusLG: 6,
    controlHeight: heights.normal,
    controlHeightSM: heights.small,
    controlHeightLG: heights.large,
    fontFamily: FONT,
    fontSize: 14 * scale,
    fontSizeSM: 13 * scale,
    fontSizeLG: 16 * scale,
    fontSizeHeading4: 20 * scale,
    fontWeightStrong: 600,
    controlOutlineWidth: 2,
    controlOutline: colours.acc,
    lineWidthFocus: 2,
    boxShadow: '0 6px 24px rgb(27 30 34 / 18%)',
    boxShadowSecondary: '0 6px 24px rgb(27 30 34 / 18%)',
    motion,
    motionDurationFast: '0.12s',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.12s',
  };
}

function componentTokens(colours: Colours): ThemeConfig['components'] {
  const activeShadow = `0 0 0 1px ${colours.acc}`;
  return {
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none', fontWeight: 400 },
    Input: { activeShadow, hoverBorderColor: colours.acc },
    Select: { activeOutlineColor: colours.acc, optionSelectedBg: colours.accTint },
    DatePicker: { activeShadow },
    Form: { itemMarginBottom: 8, labelColor: colours.ink2, verticalLabelPadding: 0 },
    Modal: { borderRadiusLG: 6 },
  };
}

/** What ConfigProvider is given for the appearance a person chose. */
export function antdConfig(looks: Looks): Omit<ConfigProviderProps, 'locale' | 'children'> {
  const colours = looks.highContrast ? HIGH_CONTRAST : PLAIN;
  return {
    wave: { disabled: true },
    button: { autoInsertSpace: false },
    theme: { token: globalTokens(colours, looks), components: componentTokens(colours) },
  };
}
