/** The office itself: what left it as a file, who works where and on which computer, the keys of the centre, the places. */
import type { RecordType } from '../shape.ts';

export const officeTypes = {
  /** A list that left the system as a file: who took what, when, on which computer. */
  disclosure: {
    indexes: [],
    groups: {
      about: {
        audience: 'case',
        policy: 'append',
        fields: {
          listName: 'text',
          filters: 'json',
          columnNames: 'json',
          rowCount: 'integer',
          fileHash: 'text',
          serialNumber: 'text',
          takenBy: 'id',
          takenAt: 'instant',
          device: 'integer',
          numbers: 'text',
          reason: 'text',
        },
      },
    },
  },
  /** Who works where: the public part of an account, for history lines and the conflict inbox. */
  colleague: {
    indexes: [],
    groups: {
      profile: {
        audience: 'case',
        policy: 'decided',
        fields: { accountName: 'text', personName: 'text', role: 'text', unitName: 'text', unitScope: 'id' },
      },
    },
  },
  /** A desk's computer; its id is the device number. */
  computer: {
    indexes: [],
    groups: {
      profile: { audience: 'case', policy: 'decided', fields: { computerName: 'text', unitName: 'text' } },
    },
  },
  /** A pair of public keys of the centre: it signs receipts and packets with one, packets are sealed to the other. The newest is in use, an
   *  older one still proves what it signed. */
  centre: {
    indexes: [],
    groups: {
      keys: {
        audience: 'case',
        policy: 'decided',
        fields: { signKey: 'text', sealKey: 'text', since: 'instant' },
      },
    },
  },
  division: {
    indexes: [],
    groups: {
      profile: { audience: 'case', policy: 'decided', fields: { divisionName: 'text', parent: 'id' } },
    },
  },
} as const satisfies Record<string, RecordType>;
