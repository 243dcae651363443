import type { Translated } from '../../../language'
import type { board as english } from '../../en/window/board'

export const board = {
  filters: { all: 'Todo', running: 'En marcha', attention: 'Requiere atención', ended: 'Acabado' },
  orders: { newest: 'Lo más nuevo', name: 'Por nombre', kind: 'Por tipo', state: 'Por estado' },
  groupings: {
    none: 'Sin grupos',
    kind: 'Agrupar por tipo',
    stack: 'Agrupar por pila',
    phase: 'Agrupar por fase',
  },
  selection: {
    name: 'Tarjetas seleccionadas',
    count: (count) => (count === 1 ? '1 seleccionada' : `${String(count)} seleccionadas`),
    stop: 'Detener las seleccionadas',
    terminate: 'Terminar las seleccionadas',
    restart: 'Reiniciar las seleccionadas',
    none: 'No seleccionar ninguna',
    notOffered: 'A ninguna se le puede pedir eso ahora',
    nothingToRestart: 'Sus tareas se eliminaron; solo quedan las ejecuciones',
    stopHint: 'Pedir a cada una que acabe, según su propia política',
    terminateHint: 'Acabar con cada una por la fuerza, sin su limpieza',
    restartHint: 'Acabar con lo que viva de cada una y arrancarla de nuevo',
    restarted: (count) => (count === 1 ? '1 reiniciada' : `${String(count)} reiniciadas`),
    refused: (count) =>
      count === 1 ? '1 rechazada; su tarjeta dice por qué' : `${String(count)} rechazadas; sus tarjetas dicen por qué`,
    selected: ', seleccionada',
  },
  noStack: 'Sin pila',
  notStarted: 'Sin arrancar',
  summary: {
    running: (count) => `${String(count)} en marcha`,
    stopping: (count) => `${String(count)} deteniéndose`,
    attention: (count) => `${String(count)} ${count === 1 ? 'requiere' : 'requieren'} atención`,
  },
  empty: {
    search: {
      title: 'Ninguna tarea coincide',
      text: (search) => `Nada tiene aquí «${search}» en su nombre, tipo, estado u orden.`,
    },
    all: {
      title: 'Nada que detener todavía',
      text: 'Arranque una demostración del laboratorio para ver cómo acaba de verdad un hilo, un proceso o una corrutina, o añada una orden propia.',
    },
    running: {
      title: 'No hay nada en marcha',
      text: 'Arranque una tarea desde Todo, o una demostración del laboratorio.',
    },
    attention: {
      title: 'Nada requiere su atención',
      text: 'Aquí aparecen las ejecuciones que fallan, se atascan o dejan algo.',
    },
    ended: {
      title: 'Nada ha acabado todavía',
      text: 'Las ejecuciones acabadas quedan aquí con sus recibos hasta que las descarte.',
    },
  },
  page: {
    openTheLab: 'Abrir el laboratorio',
    newTask: 'Nueva tarea',
    openStack: 'Abrir una pila…',
    board: 'Tablero',
    searchTasks: 'Buscar tareas',
    search: 'Buscar',
    stack: 'Pila',
    allStacks: 'Todas las pilas',
    order: 'Orden',
    groups: 'Grupos',
    density: 'Densidad',
    cards: 'Tarjetas',
    list: 'Lista',
    nothingIsRunning: 'No hay nada en marcha',
    stopAllHint: 'Pedir a cada ejecución que acabe, según su propia política',
    stopAll: 'Detener todo',
    receiptComesLater: 'Su recibo llega cuando haya acabado la última.',
    stillThere: 'Se le pidió y sigue en marcha.',
    noneHasGone: 'Ninguna ha acabado.',
    slowest: (name, span) => `La más lenta fue ${name}, que acabó tras ${span}.`,
    stop: 'Detener',
    terminate: 'Terminar',
    restart: 'Reiniciar',
    asked: (count) => `Se pidió a ${String(count)}`,
    withSurvivors: 'con supervivientes',
    stillRunning: (count) =>
      count === 1 ? '1 ejecución sigue en marcha.' : `${String(count)} ejecuciones siguen en marcha.`,
    leftOver: (survivors, leaks) => `Supervivientes: ${String(survivors)}; restos: ${String(leaks)}.`,
  },
} as const satisfies Translated<typeof english>
