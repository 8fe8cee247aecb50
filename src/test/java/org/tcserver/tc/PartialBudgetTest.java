package org.tcserver.tc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartialBudgetTest {
    private final PartialBudget budget = new PartialBudget(100);
    private final List<String> givenUp = new ArrayList<>();
    private final PartialBudget.Share small = budget.share(() -> givenUp.add("small"));
    private final PartialBudget.Share large = budget.share(() -> givenUp.add("large"));
    private final PartialBudget.Share newcomer = budget.share(() -> givenUp.add("newcomer"));

    @Test
    void givesUpWhoHoldsMostOnceItIsTooMuch() {
        small.hold(20);
        large.hold(60);
        newcomer.hold(20);
        assertEquals(List.of(), givenUp);
        newcomer.hold(21);
        assertEquals(List.of("large"), givenUp);
        large.hold(90);
        newcomer.hold(79);
        assertEquals(List.of("large"), givenUp, "who is given up does not count");
        newcomer.hold(81);
        assertEquals(List.of("large", "newcomer"), givenUp);
    }

    @Test
    void whatIsFinishedCountsNoLonger() {
        large.hold(100);
        large.hold(0);
        small.hold(100);
        assertEquals(List.of(), givenUp);
    }
}
