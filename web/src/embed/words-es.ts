import type { Words } from './words.ts'

export const words: Words = {
  loading: 'Cargando el pedido',
  orderFailed: 'No se pudo cargar el pedido.',
  offline: 'Sin conexión. El pedido se cargará cuando vuelva.',
  positionFailed: 'No se pudo cargar la posición.',
}
