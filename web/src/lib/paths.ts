/** A message of a room's list, and one of the answers in its thread. */
export type MessagePlace = { id: string; seq: number; reply?: string | null }

/** What leads to a message, behind the address of any page that shows its room. */
export const messageQuery = ({ id, seq, reply }: MessagePlace): string =>
  `?at=${seq}&message=${id}${reply ? `&reply=${reply}` : ''}`

/** The only place that spells the app's own addresses; notifications from the database use '/orders/<id>' too. */
export const paths = {
  signIn: '/sign-in',
  signUp: '/sign-up',
  resetPassword: '/reset-password',
  newPassword: '/new-password',
  orders: '/orders',
  placeOrder: '/orders/new',
  order: (id: string) => `/orders/${id}`,
  orderChat: (id: string) => `/orders/${id}/chat`,
  /** The way of an order again, for staff. */
  replay: (id: string) => `/orders/${id}/replay`,
  messages: '/messages',
  room: (id: string) => `/messages/${id}`,
  /** A room at one of its messages. */
  message: (roomId: string, place: MessagePlace) => `/messages/${roomId}${messageQuery(place)}`,
  notifications: '/notifications',
  settings: '/settings',
  /** Spelled in the function unsubscribe too. */
  unsubscribe: '/unsubscribe',
  /** Requests of support: a customer's own. Spelled in the chapter support_opening too. */
  help: '/help',
  newHelp: '/help/new',
  newHelpFor: (orderId: string) => `/help/new?order=${orderId}`,
  helpRoom: (roomId: string) => `/help/${roomId}`,
  /** The queue of support, for staff. */
  support: '/support',
  supportRoom: (roomId: string) => `/support/${roomId}`,
  supportReports: '/support/reports',
  supportShelf: '/support/replies',
  /** The map of all orders under way, for staff; at one of them. */
  operations: '/operations',
  operation: (orderId: string) => `/operations/${orderId}`,
  /** How sending goes, what staff changed, and people; for staff. */
  health: '/health',
  audit: '/audit',
  auditOf: (personId: string) => `/audit?person=${personId}`,
  people: '/people',
  person: (id: string) => `/people/${id}`,
  /** Appointments; '/bookings/<id>' is spelled in the chapters of bookings too. */
  bookings: '/bookings',
  newBooking: '/bookings/new',
  /** With some of it chosen: service, carer, at, order, and for whom. Spelled in the chapter booking_waits too. */
  newBookingOf: (chosen: Record<string, string>) => `/bookings/new?${new URLSearchParams(chosen)}`,
  booking: (id: string) => `/bookings/${id}`,
  /** The hours of a carer, their own. */
  bookingHours: '/bookings/hours',
  /** What can be booked and whose time it takes, for staff. */
  services: '/bookings/services',
  announcements: '/announcements',
  announcement: (id: string) => `/announcements/${id}`,
}

/** Where to go after signing in: only a path of this app, never another site. */
export function nextPath(search: string): string {
  const next = new URLSearchParams(search).get('next') ?? ''
  return /^\/(?![/\\])/.test(next) ? next : paths.orders
}
