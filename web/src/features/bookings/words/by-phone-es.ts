import { isolated } from '../../../lib/words.ts'
import type { Words } from './by-phone.ts'

export const words: Words = {
  title: 'Nueva reserva',
  steps: ['Quién', 'Qué', 'Cuándo', 'Confirmar'],
  who: '¿Para quién es?',
  notThere: 'No existe esa persona. Búscala de nuevo.',
  loading: 'Cargando el cliente',
  failed: 'No se pudo cargar el cliente.',
  for: (name) => `Para ${isolated(name)}`,
  other: 'Otra persona',
  setUp: 'Servicios y salas',
  noteHint: 'Lo que debe saber quien atiende.',
  told: (name) => `Avisamos enseguida a ${isolated(name)}, y se le recuerda como cualquier reserva.`,
  freeUntil: (name, moment) => `${isolated(name)} puede moverla, o anularla a tiempo, hasta ${moment}.`,
  done: (name) => `Reservado para ${isolated(name)}.`,
  find: {
    label: 'Busca al cliente',
    partner: 'Busca al colaborador',
    placeholder: 'Nombre, correo o teléfono',
    hint: 'Parte de un nombre o de un correo, o un número de teléfono completo.',
    found: 'Personas encontradas',
    nobody: 'Nadie aparece con eso. Pregunta cómo se escribe el nombre, o el correo.',
    loading: 'Buscando personas',
    failed: 'La búsqueda falló.',
    offline: 'Sin conexión. La búsqueda sigue cuando vuelva.',
  },
}
