class SecondForkTest extends ForkTests {
  SecondForkTest() {
    super("Second", "First");
  }
}
