/**
 * The door of the master data: what other modules may ask of catalogue, locations, customers,
 * reason codes and prices, and what they may plug in. Everything else in this folder is private.
 */

export type { Item } from './catalogue/domain/item.ts';
export { VAT_RATES } from './catalogue/domain/item.ts';
export { checkDigit, gtin14, isGtin, readGtin } from './catalogue/domain/gtin.ts';
export { plain, wordsOf } from './catalogue/domain/words.ts';
export { itemsByGtin, itemsById, itemsOfStyles, similarItems } from './catalogue/queries.ts';
export { rangeOf, rangeStyle, type RangeEntry } from './catalogue/range.ts';
export type { CatalogueEntry } from './catalogue/write-catalogue.ts';
export { writeCatalogue } from './catalogue/write-catalogue.ts';
export type { SearchReply } from './catalogue/search.ts';
export { searchCatalogue } from './catalogue/search.ts';

export type {
  Location,
  LocationKind,
  LocationPlace,
  LocationType,
} from './locations/domain/location.ts';
export { distanceMetres } from './locations/domain/location.ts';
export type { Schedule, Span } from './locations/domain/opening-hours.ts';
export {
  addOpeningMinutes,
  businessDayOf,
  closingAt,
  closingOfDay,
  closingOfNextOpenDay,
  isOpen,
  nextOpening,
  openingMinutesBetween,
} from './locations/domain/opening-hours.ts';
export { everyCompany } from './companies/queries.ts';
export { italianHolidays } from './locations/domain/holidays.ts';
export { locationPlaces, locationsById } from './locations/queries.ts';

export type { Customer, CustomerDetails } from './customers/domain/customer.ts';
export { maskedEmail, maskedPhone, readPhone } from './customers/domain/phone.ts';
export {
  customersKnownBy,
  findOrCreateCustomer,
  findOrCreateCustomers,
} from './customers/find-or-create.ts';
export { customerByPhoneOrCard, customersById, knownCards } from './customers/queries.ts';

export type { ReasonCode } from './reason-codes/sql.ts';
export { demandReasonCode, reasonCodes } from './reason-codes/queries.ts';

export type {
  Basket,
  BasketLine,
  Circumstances,
  CouponOutcome,
  Discount,
  KeptDiscount,
  LimitTake,
  PricedBasket,
  PricedLine,
  PricedPieces,
  PricedSale,
  Pricing,
  VatTotal,
  WindowPrice,
} from './pricing/port.ts';
export { HOUSE_DOCUMENTS } from './pricing/port.ts';
export { withVat } from './pricing/list-price.ts';
export {
  giveBackPriced,
  priceBasket,
  priceItems,
  registerPricing,
  takePriced,
  takePricedEach,
} from './pricing/pricing.ts';

export type { ImportColumn, ImportKind, ImportRow, RowError } from './imports/kind.ts';
export { GTIN_COLUMN, registerImportKind, unknownEntry } from './imports/kind.ts';
export type { RowReader } from './imports/domain/row-reader.ts';

export type { DocumentKind } from './printing/document-kind.ts';
export { registerDocument } from './printing/document-kind.ts';
export type { Block, LabelGrid, PrintedDocument, Sheet } from './printing/domain/sheet.ts';
export { gridFor } from './printing/domain/sheet.ts';
export { amount, dateAndTime, shortDay } from './printing/domain/words.ts';
export { finishJob } from './printing/commands.ts';
export { drawDocument } from './printing/pdf/draw-document.ts';
export { printDocument, printDocuments, type ToPrint } from './printing/queue.ts';
export { openPrintJobs, printsByItself } from './printing/queries.ts';

export { customerExists, unknownItems, unknownReason } from './problems.ts';
export type { PictureShapeName } from './catalogue/picture-shapes.ts';
