import { isolated, pluralIn } from '../../../lib/words.ts'
import type { Words } from './reports.ts'

const plural = pluralIn('es')

export const words: Words = {
  title: 'Denuncias',
  backToQueue: 'Volver a la cola',
  waiting: 'Pendientes',
  settled: 'Cerradas',
  loading: 'Cargando denuncias',
  failed: 'No se pudieron cargar las denuncias.',
  offline: 'Sin conexión. Las denuncias se cargarán cuando vuelva.',
  noneWaiting: 'No hay denuncias pendientes.',
  noneSettled: 'Aún no se ha cerrado ninguna denuncia.',
  reasons: {
    spam: 'Spam',
    abuse: 'Insultos o acoso',
    scam: 'Estafa',
    private_data: 'Datos privados',
    other: 'Otra cosa',
  },
  saidIn: (name, room) => `${isolated(name)} en ${isolated(room)}`,
  accountGone: 'Cuenta eliminada',
  someRoom: 'una conversación',
  reportsOfSender: (count) =>
    plural(count, { one: '# mensaje denunciado en 90 días', other: '# mensajes denunciados en 90 días' }),
  withoutWords: 'Sin texto',
  reportedBy: (name) => `Denuncia de ${isolated(name)}`,
  reportedWith: (name, comment) => `Denuncia de ${isolated(name)}: ${isolated(comment)}`,
  reporterGone: 'alguien cuya cuenta ya no existe',
  formerStaff: 'alguien que ya no está en el equipo',
  settle: 'Decidir…',
  lift: (when) => `Suspensión hasta ${when}: levantar`,
  settleTitle: '¿Qué hacemos?',
  decision: 'Decisión',
  outcomes: {
    dismissed: 'No hacer nada',
    deleted: 'Eliminar el mensaje',
    muted: 'Eliminarlo e impedir escribir en esa conversación a quien lo envió',
    suspended: 'Eliminarlo y suspender por completo a quien lo envió',
  },
  forHowLong: 'Durante cuánto tiempo',
  days: (count) => (count === 365 ? 'Un año' : plural(count, { one: 'Un día', other: '# días' })),
  why: 'Motivo (lo ve el equipo y queda guardado)',
  settleReport: 'Cerrar la denuncia',
}
