import { makeWords, pluralIn } from '../../../lib/words.ts'

const plural = pluralIn('en')

/** What carers and staff read: their week, a day of everybody, hours. */
const en = {
  views: 'Bookings',
  week: 'My week',
  own: 'Booked by me',
  hours: 'My hours',
  earlierWeek: 'Week before',
  laterWeek: 'Week after',
  thisWeek: 'From today',
  weekEmpty: 'Nothing is booked with you on these days.',
  noneThisDay: 'Nothing',
  notCarer: 'You are not set up as a carer yet. Staff do that.',

  day: 'Day',
  earlierDay: 'Day before',
  laterDay: 'Day after',
  today: 'Today',
  dayEmpty: 'Nothing is booked on this day.',
  cancelledToo: 'Show what was cancelled',
  bookings: (count: number) => plural(count, { one: '# booking', other: '# bookings' }),
  nobody: 'Without a carer',
  hoursOf: 'Hours',
  desk: 'Bookings desk',
  newBooking: 'New booking',
  services: 'Services and rooms',
  firstService: 'Let customers book appointments: set up services and rooms',
  setUp: 'Nobody and nothing can be booked yet. Set up a service, and who does it.',

  page: {
    title: 'Hours',
    whose: 'Whose hours',
    weekly: 'Every week',
    weeklyDetail: 'What is booked already stays, also outside of the hours.',
    inZone: (zone: string) => `By the clock in ${zone}.`,
    closed: 'closed',
    from: (day: string) => `${day} from`,
    to: (day: string) => `${day} until`,
    add: (day: string) => `Add hours on ${day}`,
    remove: (day: string, from: string) => `Remove the hours on ${day} from ${from}`,
    copy: 'Copy Monday to Friday',
    save: 'Save hours',
    saved: 'The hours are saved.',
    unsaved: 'Not saved yet.',
    wrong: 'Hours end after they begin.',
    loading: 'Loading the hours',
    failed: 'The hours did not load.',
    offline: 'No network. The hours load when it is back.',
    days: 'Days that differ',
    daysDetail: 'Holidays, illness, a Saturday besides.',
    daysNone: 'No day differs from the week.',
    kind: 'These days are',
    kinds: { closed: 'closed', open: 'open besides' },
    firstDay: 'From',
    lastDay: 'To, itself included',
    starts: 'Begins',
    ends: 'Ends',
    wholeDay: 'All day',
    note: 'Why (optional)',
    noteHint: 'Customers do not see it.',
    addDay: 'Add',
    added: 'Added.',
    stillBooked: (count: number) =>
      plural(count, {
        one: '# booking lies in this time. Move or cancel it.',
        other: '# bookings lie in this time. Move or cancel them.',
      }),
    removeDay: (days: string) => `Remove ${days}`,
    between: (from: string, to: string) => `${from} – ${to}`,
  },
}
export type Words = typeof en
export const deskWords = makeWords<Words>(en, {
  es: () => import('./desk-es.ts'),
  ar: () => import('./desk-ar.ts'),
})
