import type { RestAnswer } from '../types/answer.js'
import type { AccountError, HistoryMessage, MessagePage } from './results.js'

// What comes back is read field by field: an answer that lacks one must not become an exception somewhere else.

type Fields = Readonly<Record<string, unknown>>

/** A text of an answer; empty when it is not there. */
export const textOf = (fields: object, name: string): string => {
  const value = (fields as Fields)[name]
  return typeof value === 'string' ? value : ''
}

/** A number of an answer; 0 when it is not there. */
export const numberOf = (fields: object, name: string): number => {
  const value = (fields as Fields)[name]
  return typeof value === 'number' ? value : 0
}

/** The objects of a list in an answer; empty when it is not there. */
export const listOf = (fields: object, name: string): readonly object[] => {
  const value = (fields as Fields)[name]
  return Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : []
}

/** Accounts that failed, of an `ErrorList` that calls them `account`. */
export function accountErrors(answer: RestAnswer, account: 'To_Account' | 'Peer_Account'): AccountError[] {
  return listOf(answer, 'ErrorList').map((item) => ({
    UserId: textOf(item, account),
    ErrorCode: numberOf(item, 'ErrorCode'),
  }))
}

/** An answer of the history as a page. */
export function pageOf(answer: RestAnswer): MessagePage {
  const list = listOf(answer, 'MsgList').map(historyMessage)
  return {
    LastMsgTime: numberOf(answer, 'LastMsgTime'),
    LastMsgKey: textOf(answer, 'LastMsgKey'),
    Count: numberOf(answer, 'MsgCnt') || list.length,
    List: list,
    HasMore: numberOf(answer, 'Complete') !== 1,
  }
}

function historyMessage(item: object): HistoryMessage {
  const body: unknown = (item as Fields).MsgBody
  return {
    ...item,
    From_Account: textOf(item, 'From_Account'),
    To_Account: textOf(item, 'To_Account'),
    MsgSeq: numberOf(item, 'MsgSeq'),
    MsgRandom: numberOf(item, 'MsgRandom'),
    MsgTimeStamp: numberOf(item, 'MsgTimeStamp'),
    MsgFlagBits: numberOf(item, 'MsgFlagBits'),
    MsgKey: textOf(item, 'MsgKey'),
    MsgBody: Array.isArray(body) ? body : [],
  }
}
