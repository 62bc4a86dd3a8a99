import type { Words } from './system-words.ts'

export const words: Words = {
  steps: {
    placed: 'Pedido realizado',
    accepted: 'Pedido aceptado',
    picked_up: 'Recogido',
    in_progress: 'En curso',
    ready: 'Listo',
    out_for_delivery: 'En reparto',
    delivered: 'Entregado',
    cancelled: 'Pedido cancelado',
  },
  orderUpdated: 'Pedido actualizado',
  notice: 'Aviso',
  withNote: (head, note) => `${head}: ${note}`,
  events: {
    room_opened: ({ by }) => (by ? `${by} abrió esta conversación` : 'Se abrió esta conversación'),
    room_closed: ({ by }) => (by ? `${by} cerró esta conversación` : 'Se cerró esta conversación'),
    room_archived: ({ by }) => (by ? `${by} archivó esta conversación` : 'Se archivó esta conversación'),
    room_reopened: ({ by }) =>
      by ? `${by} reabrió esta conversación` : 'La conversación está abierta de nuevo',
    request_resolved: ({ by }) => (by ? `${by} ha resuelto la consulta` : 'La consulta está resuelta'),
    request_reopened: ({ by }) =>
      by ? `${by} ha vuelto a abrir la consulta` : 'La consulta vuelve a estar abierta',
    member_joined: ({ name }) => `${name} se unió`,
    member_left: ({ name }) => `${name} salió`,
    member_added: ({ name, by }) => (by ? `${by} añadió a ${name}` : `Se añadió a ${name}`),
    member_removed: ({ name, by }) => (by ? `${by} quitó a ${name}` : `Se quitó a ${name}`),
    member_muted: ({ name, by, until }) =>
      by ? `${by} silenció a ${name} hasta ${until}` : `${name} no puede escribir hasta ${until}`,
    member_unmuted: ({ name }) => `${name} puede escribir de nuevo`,
    payment_due: ({ amount }) => `Quedan por pagar ${amount}`,
    payment_received: ({ amount }) => `Se pagaron ${amount}`,
    payment_failed: ({ amount }) => `No se pudo completar un pago de ${amount}`,
    refund_requested: ({ amount }) => `Se pidió la devolución de ${amount}`,
    refund_processed: ({ amount }) => `${amount} están en camino de vuelta`,
    refund_completed: ({ amount }) => `Se devolvieron ${amount}`,
    refund_declined: ({ amount }) => `No se devolverán ${amount}`,
    partner_changed: ({ name, former }) =>
      name === '—'
        ? `${former ?? 'Quien lo llevaba'} ya no lleva este pedido`
        : `${name} releva a ${former ?? 'quien lo llevaba'}`,
    arrived_at_pickup: ({ name }) => `${name} está en el punto de recogida`,
    left_pickup: ({ name }) => `${name} ha salido del punto de recogida`,
    arriving_at_dropoff: ({ name }) => `${name} está a punto de llegar`,
    arrived_at_dropoff: ({ name }) => `${name} ha llegado`,
    left_dropoff: ({ name }) => `${name} se ha ido del punto de entrega`,
    booking_confirmed: ({ name, until }) => `La reserva ${name} está confirmada: ${until}`,
    booking_changed: ({ name, until }) => `La reserva ${name} se ha cambiado: ${until}`,
    booking_cancelled: ({ name, until }) => `La reserva ${name} del ${until} se ha anulado`,
    call_completed: ({ by, name, duration }) =>
      duration ? `${by ?? '—'} llamó a ${name} · ${duration}` : `${by ?? '—'} llamó a ${name}`,
    call_missed: ({ by }) => `Llamada perdida de ${by ?? '—'}`,
    call_cancelled: ({ by }) => `${by ?? '—'} colgó antes de que contestaran`,
    call_declined: ({ name, by }) => `${name} rechazó la llamada de ${by ?? '—'}`,
    call_failed: ({ by, name }) => `La llamada de ${by ?? '—'} a ${name} no llegó a conectarse`,
  },
}
