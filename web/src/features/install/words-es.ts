import type { Words } from './words.ts'

export const words: Words = {
  title: 'Tus pedidos, a un toque',
  detail: 'Pon Orderline en tu pantalla de inicio. Se abre al instante, también sin conexión.',
  install: 'Instalar',
  later: 'Ahora no',
  iosTitle: 'Pon Orderline en tu pantalla de inicio',
  iosDetail: 'Así también puede avisarte cuando tu pedido esté cerca.',
  iosShare: 'Toca Compartir en la barra del navegador',
  iosAdd: 'Elige «Añadir a pantalla de inicio»',
  settingsTitle: 'Esta aplicación',
  settingsInstalled: 'Orderline está instalada aquí. Se abre sin conexión y muestra lo último que viste.',
  settingsManual:
    'Este navegador no permite instalar la aplicación desde aquí. Busca «Instalar» o «Añadir a pantalla de inicio» en su menú.',
}
