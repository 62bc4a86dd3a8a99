import type { Words } from './staff-words.ts'

export const words: Words = {
  console: 'Consola del personal',
  orders: 'Pedidos',
  operations: 'Operaciones en directo',
  support: 'Soporte',
  bookings: 'Reservas',
  announcements: 'Anuncios',
  health: 'Estado de los envíos',
  people: 'Personas',
  audit: 'Auditoría',
}
