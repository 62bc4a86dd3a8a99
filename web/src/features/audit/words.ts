import { makeWords } from '../../lib/words.ts'

const en = {
  title: 'Audit',
  detail: 'What staff changed in the app and admins by hand. Nobody can edit it.',
  back: 'Back to orders',
  loading: 'Loading the audit',
  failed: 'The audit did not load.',
  offline: 'No network. The audit loads when it is back.',
  empty: 'Nothing was changed yet.',
  emptyFiltered: 'Nothing was changed that fits these filters.',
  showAll: 'Show all',
  more: 'Older entries',
  search: 'Search the audit',
  searchHint: 'Call, row, name or value',
  who: 'Who',
  everybody: 'Staff and admins',
  kinds: { staff: 'Staff', admin: 'Admins, by hand' },
  table: 'Where',
  everywhere: 'All tables',
  since: 'Since',
  onlyAbout: (name: string) => `Only about ${name}`,
  onlyAboutOne: 'Only about one person',
  csv: 'As CSV',
  admin: 'Admin',
  adminDetail: (role: string) => `by hand, as ${role}`,
  gone: 'Former staff',
  about: (name: string) => `about ${name}`,
  verbs: { inserted: 'added', updated: 'changed', deleted: 'removed' } as Record<string, string>,
  did: (call: string, verb: string, table: string) =>
    call ? `${call} · ${verb} ${table}` : `${verb} ${table}`,
  column: 'Column',
  before: 'Before',
  after: 'After',
  nothing: 'empty',
  hidden: 'not kept',
  changes: (row: string) => `What changed in ${row}`,
  open: 'Open',
}
export type Words = typeof en
export const auditWords = makeWords<Words>(en, {
  es: () => import('./words-es.ts'),
  ar: () => import('./words-ar.ts'),
})
