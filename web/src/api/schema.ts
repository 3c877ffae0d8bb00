export interface paths {
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who has signed in */
        get: operations["readSession"];
        put?: never;
        /** Signs in; answers with a cookie */
        post: operations["signIn"];
        /** Signs out */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{acctid}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a call was charged, and why */
        get: operations["explainCall"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls/{acctid}/journey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened in a call */
        get: operations["readJourney"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Measures of calls by dimensions */
        get: operations["readFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Calls of both sides, page by page */
        get: operations["listCalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: never;
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    readSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        login: string;
                        name: string;
                        /** @description Whether they may do everything. */
                        administrator: boolean;
                        /** @description Whether they may see calls. */
                        reporting: boolean;
                        /** @description Whether outside numbers lack their last digits. */
                        maskNumbers: boolean;
                        everyCompany: boolean;
                        /** @description Companies whose calls they may see, by id. */
                        companies: {
                            id: string;
                            name: string;
                        }[];
                        /** @description IANA zone of the PBX, by which days and months go. */
                        zone: string;
                    };
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    username: string;
                    password: string;
                };
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        login: string;
                        name: string;
                        /** @description Whether they may do everything. */
                        administrator: boolean;
                        /** @description Whether they may see calls. */
                        reporting: boolean;
                        /** @description Whether outside numbers lack their last digits. */
                        maskNumbers: boolean;
                        everyCompany: boolean;
                        /** @description Companies whose calls they may see, by id. */
                        companies: {
                            id: string;
                            name: string;
                        }[];
                        /** @description IANA zone of the PBX, by which days and months go. */
                        zone: string;
                    };
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    explainCall: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                acctid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acctid: number;
                        zone: string;
                        /** @description Why there is nothing to explain; empty where there is. */
                        message: string;
                        legs: ({
                            company: string;
                            /** @description Null where it is unknown. */
                            cost: string | null;
                            currency: string;
                            /** @description The whole of it in one sentence. */
                            sentence: string;
                            /** @description Step by step, in plain words. */
                            lines: string[];
                        } & {
                            [key: string]: unknown;
                        })[];
                        inbound: ({
                            company: string;
                            /** @description Null where it is unknown. */
                            cost: string | null;
                            currency: string;
                            /** @description The whole of it in one sentence. */
                            sentence: string;
                            /** @description Step by step, in plain words. */
                            lines: string[];
                        } & {
                            [key: string]: unknown;
                        })[];
                    };
                };
            };
        };
    };
    readJourney: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                acctid: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        acctid: number;
                        zone: string;
                        steps: {
                            /** @description UTC epoch seconds. */
                            at: number;
                            /**
                             * Format: date-time
                             * @description With the offset of the zone.
                             */
                            time: string;
                            /** @enum {unknown} */
                            kind: "dialled" | "queued" | "forwarded" | "rang" | "picked-up" | "answered" | "transferred" | "parked" | "retrieved" | "voicemail" | "conference" | "served" | "left-queue" | "ended";
                            who: {
                                /** @enum {unknown} */
                                kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                id: string;
                                number: string;
                                name: string;
                                company: string;
                                trunk: string;
                            };
                            other: {
                                /** @enum {unknown} */
                                kind: "device" | "extension" | "queue" | "group" | "outside" | "service" | "hidden";
                                id: string;
                                number: string;
                                name: string;
                                company: string;
                                trunk: string;
                            } | null;
                            seconds: number | null;
                            how: string;
                            acctid: number;
                            sentence: string;
                        }[];
                    };
                };
            };
        };
    };
    readFigures: {
        parameters: {
            query: {
                /** @description Only legs that started then or later: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                from?: string;
                /** @description Only legs that started before: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                to?: string;
                /** @description IANA zone of days, hours and weekdays; the PBX's own without it. */
                zone?: string;
                /** @description Company ids; all that may be seen without it. */
                company?: string[];
                /** @description Only legs that were dialled, or only those that were rung. */
                side?: "out" | "in";
                direction?: ("out" | "in" | "internal")[];
                /** @description missed: rang here and nobody answered; elsewhere: rang here and another phone answered; unanswered: missed, or dialled in vain. */
                outcome?: "answered" | "unanswered" | "missed" | "elsewhere";
                /** @description Only legs whose cost is unknown, or only the others. */
                unknownCost?: boolean;
                /** @description Device ids, of outbound legs; with extension, each restricts its own side. */
                device?: string[];
                /** @description Extensions, queues and groups, of inbound legs. */
                extension?: string[];
                /** @description Names of people, extensions, queues and groups, in full. */
                name?: string[];
                /** @description Trunk ids. */
                trunk?: string[];
                /** @description Number types. */
                numberType?: string[];
                /** @description Destinations, in full. */
                destination?: string[];
                /** @description What became of the leg: Answered, Not answered, Busy, … */
                disposition?: string[];
                /** @description What became of the call in its queue: Answered, Abandoned, … */
                queueStatus?: string[];
                /** @description Hours of the day, 0 to 23, in the zone. */
                hour?: string[];
                /** @description Days of the week, 1 (Monday) to 7. */
                weekday?: string[];
                /** @description Days, YYYY-MM-DD. */
                day?: string[];
                /** @description Months, YYYY-MM. */
                month?: string[];
                /** @description Part of a name or of a number, in any mix of case; digits may have blanks, a + and brackets between them. */
                q?: string;
                measures: ("calls" | "wholeCalls" | "answered" | "unanswered" | "missed" | "answeredElsewhere" | "answeredShare" | "talkSeconds" | "ringMedian" | "ringP95" | "cost" | "carrierCost" | "margin" | "unknownCosts" | "unknownCarrierCosts")[];
                dimensions?: ("company" | "side" | "direction" | "device" | "extension" | "name" | "trunk" | "numberType" | "destination" | "disposition" | "queueStatus" | "hour" | "weekday" | "day" | "month")[];
                /** @description One of the measures or dimensions; rows are in order of their keys without it. */
                sort?: "calls" | "wholeCalls" | "answered" | "unanswered" | "missed" | "answeredElsewhere" | "answeredShare" | "talkSeconds" | "ringMedian" | "ringP95" | "cost" | "carrierCost" | "margin" | "unknownCosts" | "unknownCarrierCosts" | "company" | "side" | "direction" | "device" | "extension" | "name" | "trunk" | "numberType" | "destination" | "disposition" | "queueStatus" | "hour" | "weekday" | "day" | "month";
                order?: "asc" | "desc";
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        from: string;
                        /**
                         * Format: date-time
                         * @description The first instant that is left out.
                         */
                        to: string;
                        zone: string;
                        /** @description ISO 4217; XXX where nothing is priced yet. */
                        currency: string;
                        /** @description How many rows there are, of which these are the first. */
                        total: number;
                        rows: {
                            key: {
                                /** @description Company id. */
                                company?: string;
                                /** @description out or in: which party of the call the leg is. */
                                side?: string;
                                /** @description internal where both ends are on this PBX, else out or in. */
                                direction?: string;
                                /** @description Device id of an outbound leg. */
                                device?: string;
                                /** @description Extension, queue or group of an inbound leg. */
                                extension?: string;
                                /** @description Name of the person, extension, queue or group. */
                                name?: string;
                                /** @description Trunk id. */
                                trunk?: string;
                                /** @description Number type of the rate that matched. */
                                numberType?: string;
                                /** @description Name of the destination, or of the person called inside. */
                                destination?: string;
                                /** @description What became of the leg. */
                                disposition?: string;
                                /** @description What became of the call in its queue. */
                                queueStatus?: string;
                                /** @description Hour of the day in which the call started, 0 to 23, in the asked zone. */
                                hour?: string;
                                /** @description Day of the week, 1 (Monday) to 7, in the asked zone. */
                                weekday?: string;
                                /** @description Day, YYYY-MM-DD, in the asked zone. */
                                day?: string;
                                /** @description Month, YYYY-MM, in the asked zone. */
                                month?: string;
                            };
                            /** @description Names of the keys that have one: of a company, a device, an extension. */
                            label: {
                                company?: string;
                                side?: string;
                                direction?: string;
                                device?: string;
                                extension?: string;
                                name?: string;
                                trunk?: string;
                                numberType?: string;
                                destination?: string;
                                disposition?: string;
                                queueStatus?: string;
                                hour?: string;
                                weekday?: string;
                                day?: string;
                                month?: string;
                            };
                            value: {
                                /** @description Legs: what outcalls lists of the side out, and incalls of the side in. Without a side an internal call counts on both. */
                                calls?: number;
                                /** @description Different calls, however many phones made and took them. */
                                wholeCalls?: number;
                                /** @description Legs that somebody answered. */
                                answered?: number;
                                /** @description Legs that nobody answered, on this phone or another: voicemail among them. */
                                unanswered?: number;
                                /** @description Inbound legs that nobody answered. */
                                missed?: number;
                                /** @description Inbound legs of phones that rang while another one took the call. */
                                answeredElsewhere?: number;
                                /** @description Answered legs of those answered or unanswered; answered elsewhere counts as neither. */
                                answeredShare?: {
                                    part: number;
                                    of: number;
                                };
                                /** @description Seconds of talk. */
                                talkSeconds?: number | null;
                                /** @description Seconds until the answer of answered legs, the middle one of them (exact, by nearest rank); null of none. */
                                ringMedian?: number | null;
                                /** @description Seconds within which 95 of 100 answered legs were answered (exact, by nearest rank); null of none. */
                                ringP95?: number | null;
                                /** @description What companies are billed, as far as it is known: of the side out it is that of outsummary. */
                                cost?: string;
                                /** @description What carriers bill us, as far as it is known. */
                                carrierCost?: string;
                                /** @description Cost less carrier cost of the outbound legs of which both are known. */
                                margin?: string;
                                /** @description Legs that are charged and whose cost is unknown. */
                                unknownCosts?: number;
                                /** @description Outbound legs of which no carrier deck says what they cost us. */
                                unknownCarrierCosts?: number;
                            };
                        }[];
                    };
                };
            };
        };
    };
    listCalls: {
        parameters: {
            query?: {
                /** @description Only legs that started then or later: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                from?: string;
                /** @description Only legs that started before: a day YYYY-MM-DD (its beginning in the zone) or an instant in RFC 3339. */
                to?: string;
                /** @description IANA zone of days, hours and weekdays; the PBX's own without it. */
                zone?: string;
                /** @description Company ids; all that may be seen without it. */
                company?: string[];
                /** @description Only legs that were dialled, or only those that were rung. */
                side?: "out" | "in";
                direction?: ("out" | "in" | "internal")[];
                /** @description missed: rang here and nobody answered; elsewhere: rang here and another phone answered; unanswered: missed, or dialled in vain. */
                outcome?: "answered" | "unanswered" | "missed" | "elsewhere";
                /** @description Only legs whose cost is unknown, or only the others. */
                unknownCost?: boolean;
                /** @description Device ids, of outbound legs; with extension, each restricts its own side. */
                device?: string[];
                /** @description Extensions, queues and groups, of inbound legs. */
                extension?: string[];
                /** @description Names of people, extensions, queues and groups, in full. */
                name?: string[];
                /** @description Trunk ids. */
                trunk?: string[];
                /** @description Number types. */
                numberType?: string[];
                /** @description Destinations, in full. */
                destination?: string[];
                /** @description What became of the leg: Answered, Not answered, Busy, … */
                disposition?: string[];
                /** @description What became of the call in its queue: Answered, Abandoned, … */
                queueStatus?: string[];
                /** @description Hours of the day, 0 to 23, in the zone. */
                hour?: string[];
                /** @description Days of the week, 1 (Monday) to 7. */
                weekday?: string[];
                /** @description Days, YYYY-MM-DD. */
                day?: string[];
                /** @description Months, YYYY-MM. */
                month?: string[];
                /** @description Part of a name or of a number, in any mix of case; digits may have blanks, a + and brackets between them. */
                q?: string;
                /** @description startedAt without it. Legs that are alike are in order of time. number is the other party. */
                sort?: "startedAt" | "talkSeconds" | "ringSeconds" | "cost" | "company" | "name" | "number";
                /** @description desc without it. */
                order?: "asc" | "desc";
                limit?: number;
                /** @description next or previous of a page of the same question. */
                cursor?: string;
                /** @description How many legs of the order stand before the page. */
                skip?: number;
                /** @description An instant in RFC 3339 with which the page begins; by startedAt only. */
                at?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        zone: string;
                        calls: {
                            /** @description No other leg has it; the leg keeps it when it is priced again. */
                            id: string;
                            /** @description Accounting id of its record: legs of one call may share it. */
                            acctid: number;
                            /** @enum {unknown} */
                            side: "out" | "in";
                            /** @enum {unknown} */
                            direction: "out" | "in" | "internal";
                            /**
                             * Format: date-time
                             * @description With the offset of the asked zone.
                             */
                            startedAt: string;
                            company: string;
                            /** @description Of outbound legs. */
                            device: string;
                            /** @description Extension, queue or group, of inbound legs. */
                            extension: string;
                            /** @description Whose leg it is. */
                            name: string;
                            /** @description Who called, of outbound legs the caller id sent. Its last four digits are x for whoever may not see them. */
                            caller: string;
                            /** @description The number in its short form, or the extension. Its last four digits are x for whoever may not see them. */
                            called: string;
                            /** @description As it was dialled, of outbound legs. Its last four digits are x for whoever may not see them. */
                            dialled: string;
                            numberType: string;
                            destination: string;
                            trunk: string;
                            ringSeconds: number;
                            talkSeconds: number;
                            disposition: string;
                            /** @description Seconds waited; null of no queue. */
                            queueWait: number | null;
                            queueStatus: string;
                            /** @description Decimal without trailing zeros; null where it is unknown, and where nothing is charged. */
                            cost: string | null;
                            /** @description It is charged, and no rate says what it costs. */
                            unknownCost: boolean;
                            currency: string;
                            /** @description The outside number that led in. */
                            ddi: string;
                            /** @description Both ends are on this PBX. */
                            internal: boolean;
                        }[];
                        next: string | null;
                        previous: string | null;
                    };
                };
            };
        };
    };
}
