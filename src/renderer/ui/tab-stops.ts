import { createContext } from 'react'

/** Whether Tab stops at the buttons in here. In a list where arrow keys move, only those of one entry are on its way. */
export const TabStops = createContext(true)
