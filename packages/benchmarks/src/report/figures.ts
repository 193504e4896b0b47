import type { Spread } from '../statistics/spread.js'

export const micros = (value: number) => `${value.toFixed(value < 10 ? 2 : 1)} us`
export const perSecond = (value: number) => Math.round(value).toLocaleString('en-US')
export const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
export const percent = (share: number) => `${(share * 100).toFixed(1)} %`
export const ratio = ({ median }: Spread) => median.toFixed(2)
export const range = ({ min, max }: Spread) => `${min.toFixed(2)}..${max.toFixed(2)}`
