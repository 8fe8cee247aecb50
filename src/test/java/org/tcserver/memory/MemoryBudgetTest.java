package org.tcserver.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    private int evictions;
    private final MemoryBudget budget = new MemoryBudget(1000, 1000, 10, () -> evictions++);
    private final List<String> closed = new ArrayList<>();

    private MemoryAccount open(String name, long address) {
        return budget.open(address, () -> closed.add(name));
    }

    @Test
    void closesTheLargestClientsOfTheHeaviestAddressUntilAnEighthIsFree() {
        var large = open("large", 1);
        var small = open("small", 1);
        var other = open("other", 2);
        other.charge(300);
        small.charge(280);
        large.charge(420);
        assertEquals(List.of(), closed, "all fits");
        other.charge(1);
        assertEquals(List.of("large"), closed);
        assertTrue(large.isEvicted());
        assertFalse(small.isEvicted());
        assertEquals(1001, budget.stateBytes(), "until it is closed");
        large.close();
        assertEquals(581, budget.stateBytes());
        assertEquals(1, evictions);
    }

    /** A proxy's connection does this once the proxy has reported its client. */
    @Test
    void movesWhatAnAccountHoldsToAnotherAddress() {
        var proxied = open("proxied", 1);
        var proxy = open("proxy", 1);
        proxied.charge(400);
        proxy.charge(300);
        proxied.moveTo(2);
        assertEquals(700, budget.stateBytes());
        open("other", 2).charge(10);
        open("another", 3).charge(300);
        assertEquals(List.of("proxied"), closed, "address 2 holds 410 bytes, address 1 only 300");
        proxied.close();
        proxied.moveTo(4);
        assertEquals(610, budget.stateBytes());
    }

    @Test
    void closesOnlyWhatIsNotBeingClosedYet() {
        var large = open("large", 1);
        var small = open("small", 1);
        large.charge(700);
        small.charge(301);
        small.charge(1);
        small.charge(1);
        assertEquals(List.of("large"), closed);
    }

    @Test
    void servesAnAddressThatHoldsLittleWhileOthersAreBeingClosed() {
        var large = open("large", 1);
        large.charge(1100);
        var other = open("other", 1);
        assertFalse(other.charge(30), "its address holds much");
        assertTrue(open("modest", 2).charge(100));
        assertEquals(List.of("large", "other"), closed);
    }

    @Test
    void sparesAClientThatAloneHoldsMostWhenItsAddressDoesNot() {
        var lone = open("lone", 1);
        lone.charge(400);
        for (int i = 0; i < 13; i++) {
            open("many" + i, 2).charge(50);
        }
        assertFalse(lone.isEvicted());
        assertEquals(4, closed.size(), "until 875 bytes are held");
    }

    @Test
    void turnsToTheNextAddressOnceTheHeaviestIsNoLongerThat() {
        for (int i = 0; i < 10; i++) {
            open("a" + i, 1).charge(45);
            open("b" + i, 2).charge(46);
        }
        open("c", 3).charge(91);
        assertEquals(3, closed.size());
        assertTrue(closed.contains("a0")
                || closed.contains("a1")
                || closed.stream().anyMatch(name -> name.startsWith("a")));
        assertTrue(closed.stream().anyMatch(name -> name.startsWith("b")));
    }

    @Test
    void forgetsWhatAClosedAccountHeld() {
        var account = open("only", 1);
        account.charge(900);
        account.close();
        account.close();
        account.charge(900);
        account.release(5);
        assertEquals(0, budget.stateBytes());
        assertEquals(0, account.stateBytes());
        assertEquals(List.of(), closed);
    }

    @Test
    void leavesAFifthOfTheMediaToOtherAddresses() {
        var greedy = open("greedy", 1);
        var modest = open("modest", 2);
        for (int i = 0; i < 100 && greedy.hasMediaRoom(); i++) {
            greedy.holdMedia(20);
        }
        assertFalse(greedy.hasMediaRoom());
        assertTrue(modest.hasMediaRoom());
        assertTrue(budget.mediaBytes() > 800 && budget.mediaBytes() <= 820, budget.mediaBytes() + " bytes");
        greedy.releaseMedia(budget.mediaBytes());
        assertTrue(greedy.hasMediaRoom());
    }

    @Test
    void movesAnAccountToTheAddressThatAProxyTold() {
        var moved = open("moved", 1);
        var stays = open("stays", 1);
        open("heavy", 2).charge(450);
        moved.charge(300);
        moved.moveTo(2);
        stays.charge(251);
        assertEquals(List.of("heavy"), closed);
    }

    @Test
    void dividesTheHeap() {
        var heap = MemoryBudget.ofHeap(1 << 30, 10_000, () -> {});
        assertEquals(384 << 20, heap.stateLimitBytes());
        assertEquals(256 << 20, heap.mediaLimitBytes());
        assertEquals(13_421, heap.uncountedBytes());
        assertEquals(1024, MemoryBudget.ofHeap(1 << 20, 10_000, () -> {}).uncountedBytes());
        assertEquals(32 * 1024, MemoryBudget.ofHeap(1 << 30, 10, () -> {}).uncountedBytes());
    }
}
